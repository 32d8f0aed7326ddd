import type { SaidWord } from "../store/columns.ts";
import { readable } from "../text/readable.ts";
import type { Word } from "./protocol.ts";

/**
 * An agent's words as people read them: `readable` sets capitals and closes gaps before marks, and each word gets its
 * part of that text back, with the blank before it, so that all of them together are the text.
 */
export function wordViews(words: readonly SaidWord[]): Word[] {
  const text = readable(words.map(({ word }) => word).join(" "));
  const lowered = text.toLowerCase();
  let from = 0;
  return words.map(({ word, own, repeated, lookedUp }, index) => {
    const found = lowered.indexOf(word.toLowerCase(), from);
    const to = index === words.length - 1 ? text.length : found < 0 ? from : found + word.length;
    const part = text.slice(from, to);
    from = to;
    return { text: part, own, repeated, lookedUp };
  });
}
