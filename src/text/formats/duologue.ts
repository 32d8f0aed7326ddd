import { CorpusError } from "../../errors.ts";
import { lineReader } from "../dialogue-json.ts";
import type { Entry } from "../draft.ts";
import { linesOf } from "../lines.ts";
import type { Format } from "./format.ts";

/** Our own: one dialogue a line, with facts, outcome and split where there are any. */
export const duologue: Format = {
  name: "duologue",
  summary: 'our own: one {"turns":[{"seat","text"}]} a line',
  recognises: (path, firstLine) => path.endsWith(".jsonl") && !firstLine.includes('"messages"'),
  async *read(file, seats): AsyncGenerator<Entry> {
    const read = lineReader(seats);
    for await (const { number, text } of linesOf(file)) {
      if (text.trim() === "") continue;
      try {
        yield { draft: { file, line: number, lines: 1, ...read(text) } };
      } catch (error) {
        if (!(error instanceof CorpusError)) throw error;
        yield { problem: { file, line: number, message: error.message } };
      }
    }
  },
};
