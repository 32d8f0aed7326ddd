import { readFile } from "node:fs/promises";
import { z } from "zod";
import { noFacts } from "../../dialogue/fact.ts";
import { CorpusError } from "../../errors.ts";
import { shownPath } from "../problem.ts";
import type { Entry } from "../draft.ts";
import { explainIssue } from "../explain-issue.ts";
import type { Format } from "./format.ts";

/** ConvLab's unified format has much more (acts, emotions, state), of which nothing is said: other keys are let pass. */
const unified = z.object({
  dataset: z.string(),
  data_split: z.enum(["train", "validation", "test"]),
  dialogue_id: z.string(),
  turns: z.array(z.object({ speaker: z.enum(["user", "system"]), utterance: z.string() })).min(1),
});

/** `data/dialogues.json` of DailyDialog (Li et al. 2017) as ConvLab distributes it, and of its other corpora. */
export const dailydialog: Format = {
  name: "dailydialog",
  summary: "ConvLab's unified JSON, such as DailyDialog's data/dialogues.json",
  seats: ["system", "user"],
  opens: "user",
  person: "user",
  recognises: (path, firstLine) => path.endsWith(".json") && firstLine.trimStart().startsWith("["),
  async *read(file): AsyncGenerator<Entry> {
    for (const [index, value] of (await listIn(file)).entries()) {
      const line = index + 1;
      const { data, error } = unified.safeParse(value, { reportInput: true });
      if (error !== undefined) yield { problem: { file, line, message: explainIssue(error) } };
      else {
        const turns = data.turns.map(({ speaker, utterance }) => ({ seat: speaker, text: utterance }));
        const { dialogue_id: id, data_split: split } = data;
        yield { draft: { file, line, lines: 1, id, split, facts: noFacts, turns } };
      }
    }
  },
};

/** Whatever the list in `file` holds. A dialogue's line is its place in the list, for the file has but one line. */
async function listIn(file: string): Promise<readonly unknown[]> {
  try {
    return z.array(z.unknown()).parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const message = `${shownPath(file)} is not a JSON list of dialogues; expected ConvLab's data/dialogues.json`;
    throw new CorpusError(message, { cause: error });
  }
}
