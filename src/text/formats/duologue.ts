import { lineReader } from "../dialogue-json.ts";
import type { Format } from "./format.ts";
import { jsonLines } from "./json-lines.ts";

/** Our own: one dialogue a line, with facts, outcome and split where there are any. */
export const duologue: Format = {
  name: "duologue",
  summary: 'our own: one {"turns":[{"seat","text"}]} a line',
  recognises: (path, firstLine) => path.endsWith(".jsonl") && !firstLine.includes('"messages"'),
  read: (file, seats) => jsonLines(file, lineReader(seats)),
};
