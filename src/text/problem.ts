import { isAbsolute, relative } from "node:path";
import type { Problem } from "./corpus.ts";

/** `path` as a person would type it: from the working folder where it lies below it. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === "" || short.startsWith("..") || isAbsolute(short) ? path : short;
}

/** `corpora/cafe/dialogues.jsonl:118: turn 3 has no "seat"; expected "customer" or "barista"`. */
export function explainProblem({ file, line, message }: Problem): string {
  return `${shownPath(file)}:${line}: ${message}`;
}
