import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a UTF-8 file, one at a time, so that a large file never lies in memory whole; without a byte order mark. */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity })) {
    number++;
    yield { number, text: number === 1 ? text.replace(/^\ufeff/, "") : text };
  }
}
