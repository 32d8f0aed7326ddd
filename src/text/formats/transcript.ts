import { noFacts } from "../../dialogue/fact.ts";
import type { Draft, Entry } from "../draft.ts";
import { linesOf } from "../lines.ts";
import type { Format } from "./format.ts";

const spoken = /^\s*(?<name>[^:]{1,40}?)\s*:(?<text>.*)$/u;

/** What people type up: `Name: text` a line, a blank line between dialogues. */
export const transcript: Format = {
  name: "transcript",
  summary: "plain text: `Name: text` a line, a blank line between dialogues",
  recognises: (path, firstLine) => path.endsWith(".txt") && spoken.test(firstLine),
  async *read(file): AsyncGenerator<Entry> {
    let turns: { seat: string; text: string }[] = [];
    let start = 1;
    const take = (): Draft => ({ file, line: start, lines: turns.length, facts: noFacts, turns });
    for await (const { number, text } of linesOf(file)) {
      if (text.trim() === "") {
        if (turns.length > 0) yield { draft: take() };
        turns = [];
        continue;
      }
      const groups = spoken.exec(text)?.groups;
      if (groups === undefined) {
        const message = `${JSON.stringify(text.slice(0, 40))} names no speaker; expected "Name: text", or a blank line between dialogues`;
        yield { problem: { file, line: number, message } };
        continue;
      }
      if (turns.length === 0) start = number;
      turns.push({ seat: groups["name"] ?? "", text: groups["text"] ?? "" });
    }
    if (turns.length > 0) yield { draft: take() };
  },
};
