import { z } from "zod";
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
  seconds: z.number().min(0),
});

export type ReinforceProgress = z.infer<typeof reinforceProgress>;
