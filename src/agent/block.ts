import type { FactWord } from "./fact-memory.ts";
import type { Stream } from "./stream.ts";

/** Consecutive words of B streams, padded to L behind each row's end. Arrays are row-major. */
export interface Block {
  readonly batch: number;
  readonly length: number;
  readonly lengths: Int32Array; // [B]
  readonly inputs: Int32Array; // [B · L]
  /** Tags as pairs: the field `tagFields[m]` belongs to the place `tagPlaces[m]` of B · L. */
  readonly tagFields: Int32Array; // [M]
  readonly tagPlaces: Int32Array; // [M]
  readonly factWords: number; // S
  readonly siblingBuckets: Int32Array; // [B · L · S]
  readonly selfBuckets: Int32Array; // [B · L · S]
  readonly present: Int32Array; // [B · L · S]
}

export function block(streams: readonly Stream[], factWords: number): Block {
  const length = Math.max(1, ...streams.map((stream) => stream.length));
  const size = streams.length * length;
  const facts = (): Int32Array => new Int32Array(size * factWords);
  const [siblingBuckets, selfBuckets, present] = [facts(), facts(), facts()];
  const inputs = new Int32Array(size);
  streams.forEach((stream, row) => {
    const width = stream.facts.length;
    inputs.set(stream.inputs, row * length);
    for (let t = 0; t < stream.length; t++) {
      const [from, to] = [t * width, (row * length + t) * factWords];
      siblingBuckets.set(stream.siblingBuckets.subarray(from, from + width), to);
      selfBuckets.set(stream.selfBuckets.subarray(from, from + width), to);
      present.set(stream.present.subarray(from, from + width), to);
    }
  });
  return {
    batch: streams.length,
    length,
    lengths: Int32Array.from(streams, (stream) => stream.length),
    inputs,
    tagFields: Int32Array.from(streams.flatMap(({ tagFields }) => [...tagFields])),
    tagPlaces: Int32Array.from(streams.flatMap(({ tagPlaces }, row) => Array.from(tagPlaces, (t) => row * length + t))),
    factWords,
    siblingBuckets,
    selfBuckets,
    present,
  };
}

/** The facts of B dialogues, padded to S words. */
export interface FactBlock {
  readonly batch: number;
  readonly factWords: number; // S, at least 1
  readonly words: Int32Array; // [B · S]
  readonly previous: Int32Array; // [B · S]
  readonly fieldWords: Int32Array; // [B · S]
  /** 1 where the word was known before the first turn, and so counts in the first state. */
  readonly initial: Float32Array; // [B · S]
}

export function factBlock(rows: readonly (readonly FactWord[])[]): FactBlock {
  const factWords = Math.max(1, ...rows.map((words) => words.length));
  const size = rows.length * factWords;
  const ints = (): Int32Array => new Int32Array(size);
  const facts = { words: ints(), previous: ints(), fieldWords: ints(), initial: new Float32Array(size) };
  rows.forEach((words, row) =>
    words.forEach((word, j) => {
      const at = row * factWords + j;
      facts.words[at] = word.word;
      facts.previous[at] = word.previous;
      facts.fieldWords[at] = word.fieldWord;
      facts.initial[at] = word.from === 0 ? 1 : 0;
    }),
  );
  return { batch: rows.length, factWords, ...facts };
}
