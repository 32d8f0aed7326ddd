import { CorpusError } from "../../errors.ts";
import type { Draft, Entry } from "../draft.ts";
import { linesOf } from "../lines.ts";

/** What one line says of its dialogue. */
export type LineContent = Omit<Draft, "file" | "line" | "lines">;

/** A dialogue a line. Where `read` throws a CorpusError, the line becomes a problem with its message. */
export async function* jsonLines(file: string, read: (text: string) => LineContent): AsyncGenerator<Entry> {
  for await (const { number, text } of linesOf(file)) {
    if (text.trim() === "") continue;
    try {
      yield { draft: { file, line: number, lines: 1, ...read(text) } };
    } catch (error) {
      if (!(error instanceof CorpusError)) throw error;
      yield { problem: { file, line: number, message: error.message } };
    }
  }
}
