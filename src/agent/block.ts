import type { FactWord } from "./fact-memory.ts";
import { FactReadings } from "./fact-readings.ts";
import { type Stream, traceAt } from "./stream.ts";

/** Words of B streams, padded to L behind each row's end. Arrays are row-major. */
export interface Block {
  readonly batch: number;
  readonly length: number;
  readonly lengths: Int32Array; // [B]
  readonly inputs: Int32Array; // [B · L]
  /** Tags as pairs: the field `tagFields[m]` belongs to the place `tagPlaces[m]` of B · L. */
  readonly tagFields: Int32Array; // [M]
  readonly tagPlaces: Int32Array; // [M]
}

export function block(streams: readonly Stream[]): Block {
  const length = Math.max(1, ...streams.map((stream) => stream.length));
  const inputs = new Int32Array(streams.length * length);
  streams.forEach((stream, row) => inputs.set(stream.inputs, row * length));
  return {
    batch: streams.length,
    length,
    lengths: Int32Array.from(streams, (stream) => stream.length),
    inputs,
    ...tagsOf(streams, length),
  };
}

function tagsOf(streams: readonly Stream[], length: number): Pick<Block, "tagFields" | "tagPlaces"> {
  const count = streams.reduce((sum, stream) => sum + stream.tagFields.length, 0);
  const [fields, places] = [new Int32Array(count), new Int32Array(count)];
  let m = 0;
  for (const [row, { tagFields, tagPlaces }] of streams.entries()) {
    fields.set(tagFields, m);
    for (let i = 0; i < tagPlaces.length; i++) places[m++] = row * length + (tagPlaces[i] ?? 0);
  }
  return { tagFields: fields, tagPlaces: places };
}

/**
 * Places at which it is asked what comes next. Only there an agent needs to look at what was said and at what it knows: to hear,
 * its states are enough. Q of each row; where a row has fewer, the rest stand at its first word, and know nothing.
 */
export interface Asked {
  readonly count: number; // Q
  /** Of B · L. */
  readonly places: Int32Array; // [B · Q]
  /** How many words were heard by then. */
  readonly visible: Int32Array; // [B · Q]
  readonly readings: FactReadings; // of B · Q places
}

/** @param places of each stream */
export function asked(
  streams: readonly Stream[],
  { length }: Block,
  places: readonly (readonly number[])[],
  factWords: number,
): Asked {
  const count = Math.max(1, ...places.map((own) => own.length));
  const size = streams.length * count;
  const readings = new FactReadings(size, factWords);
  const all = new Int32Array(size);
  const visible = new Int32Array(size).fill(1);
  streams.forEach((stream, row) => {
    all.fill(row * length, row * count, (row + 1) * count);
    places[row]?.forEach((t, q) => {
      const n = row * count + q;
      all[n] = row * length + t;
      visible[n] = t + 1;
      readings.set(n, traceAt(stream, t), stream.facts, t);
    });
  });
  return { count, places: all, visible, readings };
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
