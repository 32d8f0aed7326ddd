import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Outcome, Split } from "../../dialogue/dialogue.ts";
import type { Fact } from "../../dialogue/fact.ts";
import { CorpusError } from "../../errors.ts";
import type { Entry } from "../draft.ts";
import { linesOf } from "../lines.ts";
import type { Format } from "./format.ts";

const items = ["book", "hat", "ball"] as const;
const splits = new Map<string, Split>([
  ["train.txt", "train"],
  ["val.txt", "validation"],
  ["test.txt", "test"],
]);

/**
 * The negotiations of Lewis et al. 2017. Each stands there twice, once in the eyes of each side; the line in which YOU opens is
 * read, the other one is counted and passed over. Facts are counts and values: `book`, `3 worth 2`.
 */
export const dealOrNoDeal: Format = {
  name: "deal-or-no-deal",
  summary: "Lewis et al. 2017: train.txt, val.txt and test.txt, or their folder",
  seats: ["you", "them"],
  opens: "you",
  person: "them",
  licence: "CC BY-NC 4.0",
  source: "Lewis et al. 2017, Deal or No Deal? End-to-End Learning for Negotiation Dialogues",
  readsFolders: true,
  recognises: (_path, firstLine) => firstLine.startsWith("<input>"),
  async *read(path): AsyncGenerator<Entry> {
    const isFolder = (await stat(path)).isDirectory();
    const files = isFolder
      ? [...splits.keys()].map((name) => join(path, name)).filter((file) => existsSync(file))
      : [path];
    if (files.length === 0) throw new CorpusError(`${path} has none of ${[...splits.keys()].join(", ")}`);
    for (const file of files)
      for await (const { number, text } of linesOf(file)) {
        const entry = entryOf(file, number, text);
        if (entry !== undefined) yield entry;
      }
  },
};

function entryOf(file: string, line: number, text: string): Entry | undefined {
  const part = (tag: string): string | undefined => new RegExp(`<${tag}> (.*?) </${tag}>`).exec(text)?.[1];
  const [own, theirs, dialogue, output] = ["input", "partner_input", "dialogue", "output"].map(part);
  const [ownFacts, theirFacts] = [factsOf(own), factsOf(theirs)];
  if (ownFacts === undefined || theirFacts === undefined || dialogue === undefined || output === undefined) {
    const message =
      "lacks one of its tags; expected <input>, <dialogue>, <output> and <partner_input>, six numbers in each input";
    return { problem: { file, line, message } };
  }
  if (!dialogue.startsWith("YOU:")) return undefined;
  const turns = dialogue
    .split(" <eos> ")
    .map((said) => ({ seat: said.startsWith("YOU:") ? "you" : "them", text: said.replace(/^\w+: /, "") }))
    .filter((turn) => turn.text !== "<selection>");
  const facts = new Map([
    ["you", ownFacts],
    ["them", theirFacts],
  ]);
  const split = splits.get(basename(file));
  const id = `${split ?? basename(file, ".txt")}-${line}`;
  return { draft: { file, line, lines: 1, id, split, facts, turns, outcome: outcomeOf(output), ended: true } };
}

/** "1 0 4 2 1 2" → a book worth 0, four hats worth 2 each, a ball worth 2. */
function factsOf(input: string | undefined): Fact[] | undefined {
  const numbers = input?.split(" ") ?? [];
  if (numbers.length !== 2 * items.length || !numbers.every((number) => /^\d+$/.test(number))) return undefined;
  return items.map((field, index) => ({ field, words: `${numbers[2 * index]} worth ${numbers[2 * index + 1]}` }));
}

function outcomeOf(output: string): Outcome {
  if (output.includes("item")) return { success: true };
  return { success: false, reasons: [output.includes("disagree") ? "the two chose differently" : "no agreement"] };
}
