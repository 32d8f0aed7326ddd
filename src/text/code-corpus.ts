import { z } from "zod";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { World } from "../dialogue/world.ts";
import { CorpusError } from "../errors.ts";
import { loadModule } from "../load-module.ts";
import { explainIssue } from "./explain-issue.ts";
import { shownPath } from "./problem.ts";

const facts = z.map(z.string(), z.array(z.object({ field: z.string().min(1), words: z.string().min(1) })));

const turn = z.object({
  seat: z.string(),
  text: z.string(),
  gives: facts.optional(),
  takes: facts.optional(),
  cut: z.boolean().optional(),
});

const dialogues = z.array(
  z.object({
    id: z.string(),
    scene: z.object({ id: z.string(), facts, opening: z.array(turn) }),
    turns: z.array(turn).min(1),
    split: z.enum(["train", "validation", "test"]).optional(),
    outcome: z.object({ success: z.boolean(), reasons: z.array(z.string()).optional() }).optional(),
    ended: z.boolean().optional(),
  }),
);

type Generate = (options: { readonly seed: number }) => unknown;

const generator = z.custom<Generate>((value) => typeof value === "function");

const world = z.custom<World>(
  (value) =>
    typeof value === "object" &&
    value !== null &&
    ["newScene", "consequence", "outcome"].every((name) => typeof Reflect.get(value, name) === "function"),
);

/** The dialogues that a corpus's `generator.ts` makes: its default export, `({ seed }) => Dialogue[]`. */
export async function generateDialogues(file: string, seed: number): Promise<readonly Dialogue[]> {
  const generate = generator.safeParse((await loadModule(file))["default"]);
  if (!generate.success)
    throw new CorpusError(
      `${shownPath(file)} has no function as its default export; expected ({ seed }) => Dialogue[]`,
    );
  const made = await run(generate.data, seed, file);
  assertDialogues(made, file);
  return made;
}

async function run(generate: Generate, seed: number, file: string): Promise<unknown> {
  try {
    return await generate({ seed });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CorpusError(`${shownPath(file)} threw while it made dialogues from seed ${seed}: ${reason}`, {
      cause: error,
    });
  }
}

function assertDialogues(value: unknown, file: string): asserts value is readonly Dialogue[] {
  const { error } = dialogues.safeParse(value, { reportInput: true });
  if (error !== undefined)
    throw new CorpusError(`${shownPath(file)} gave no list of dialogues: ${explainIssue(error)}`);
}

/** The world of `world.ts`: its default export. */
export async function loadWorld(file: string): Promise<World> {
  const { data } = world.safeParse((await loadModule(file))["default"]);
  if (data === undefined)
    throw new CorpusError(
      `${shownPath(file)} has no world as its default export; expected { newScene, consequence, outcome }`,
    );
  return data;
}
