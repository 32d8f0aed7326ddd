import { type Trigram, trainTrigram } from "./trigram.ts";

/** A 3-gram model over words rather than ids: how likely people are to put a text so. */
export interface WordTrigram {
  /** The mean of log p over `words` and the end that follows them, in nats; 0 at best. */
  meanLogProb(words: readonly string[]): number;
  readonly model: Trigram;
}

/** Every tenth text is held out for the discounts. A word of one text only counts as unknown, and so does any other. */
export function trainWordTrigram(texts: readonly (readonly string[])[]): WordTrigram {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const known = [...counts].filter(([, count]) => count > 1).map(([word]) => word);
  const [unknown, end] = [0, 1];
  const ids = new Map(known.map((word, index) => [word, index + 2]));
  const encode = (words: readonly string[]): number[] => [...words.map((word) => ids.get(word) ?? unknown), end];
  const encoded = texts.map(encode);
  const held = (_: unknown, index: number): boolean => index % 10 === 9;
  const model = trainTrigram(
    encoded.filter((text, index) => !held(text, index)),
    ids.size + 2,
    encoded.filter(held),
  );
  const logProb = remembering(model, ids.size + 2);
  return {
    model,
    meanLogProb(words) {
      const text = encode(words);
      return text.reduce((sum, word, place) => sum + logProb(text[place - 2], text[place - 1], word), 0) / text.length;
    },
  };
}

const mostRemembered = 200_000;

/** Self-play says the same few thousand 3-grams again and again: looked up once, each costs a tenth. */
function remembering(model: Trigram, size: number): (beforeLast?: number, last?: number, word?: number) => number {
  const known = new Map<number, number>();
  return (beforeLast = size, last = size, word = 0) => {
    const key = (beforeLast * (size + 1) + last) * size + word;
    const hit = known.get(key);
    if (hit !== undefined) return hit;
    const context = [beforeLast, last].filter((id) => id < size);
    const found = model.logProb(context, word);
    if (known.size >= mostRemembered) known.clear();
    known.set(key, found);
    return found;
  };
}
