import { join } from "node:path";
import { z } from "zod";
import { loadState } from "../agent/checkpoint.ts";
import { CheckpointError } from "../errors.ts";
import { guardState } from "./guard.ts";
import { reinforceState } from "./reinforce-state.ts";

/** Where training stands between two steps, beside the agent and its optimiser: a checkpoint's `state.json`. */
export const pretrainProgress = z.strictObject({
  stage: z.literal("pretrain"),
  step: z.int().min(0),
  /** The least perplexity of held-out dialogues so far. */
  best: z.number().nullable(),
  looksSinceBest: z.int().min(0),
  /** The reference is final. */
  done: z.boolean(),
  seconds: z.number().min(0),
});

export type PretrainProgress = z.infer<typeof pretrainProgress>;

export const reinforceProgress = z.strictObject({
  stage: z.literal("reinforce"),
  reinforce: reinforceState,
  guard: guardState,
  /** Lowered by each roll-back. */
  learningRate: z.number().positive(),
  /** Steps at which an opponent's snapshot was kept. */
  snapshots: z.array(z.int()),
  /** Why the guard ended it before its last step. */
  stopped: z.string().optional(),
  seconds: z.number().min(0),
});

export type ReinforceProgress = z.infer<typeof reinforceProgress>;

/** What a checkpoint's `state.json` holds. Throws CheckpointError where it is that of another stage or version. */
export function progressIn<Schema extends z.ZodType>(folder: string, state: unknown, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(state);
  if (parsed.success) return parsed.data;
  const found = z.prettifyError(parsed.error);
  throw new CheckpointError(`${join(folder, "state.json")}: not one to go on from: ${found}; train the run again`);
}

/** The same, read from the folder. */
export async function loadProgress<Schema extends z.ZodType>(folder: string, schema: Schema): Promise<z.infer<Schema>> {
  return progressIn(folder, await loadState(folder), schema);
}
