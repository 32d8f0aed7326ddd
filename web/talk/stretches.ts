import type { Word } from "../../src/chat/protocol.ts";

export type Source = "own" | "repeated" | "looked-up";

const letterOrDigit = /[\p{L}\p{N}]/u;

/** Where most of a word came from; a mark is nobody's but the speaker's. */
export function sourceOf({ text, own, repeated, lookedUp }: Word): Source {
  if (!letterOrDigit.test(text)) return "own";
  if (lookedUp >= own && lookedUp >= repeated) return "looked-up";
  return repeated > own ? "repeated" : "own";
}

export interface Stretch {
  readonly source: Source;
  readonly text: string;
}

/** Neighbours with the same source are one stretch: one underline for "flat white". */
export function stretches(words: readonly Word[]): Stretch[] {
  const found: Stretch[] = [];
  for (const word of words) {
    const source = sourceOf(word);
    const last = found.at(-1);
    if (last?.source === source) found[found.length - 1] = { source, text: last.text + word.text };
    else found.push({ source, text: word.text });
  }
  return found;
}
