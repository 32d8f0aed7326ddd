import type { FactWord } from "./fact-memory.ts";
import type { View } from "./view.ts";

/**
 * A view as it stands, packed: what the network reads of a dialogue, and what was sampled in it. Plain data, which can go from
 * one thread to another.
 */
export interface Stream {
  /** T */
  readonly length: number;
  readonly inputs: Int32Array; // [T]
  /** The word or mark that came next, `unknown` where there is none. */
  readonly targets: Int32Array; // [T]
  /** The turn that the target belongs to, from 0. */
  readonly turns: Int32Array; // [T]
  /** In nats, where this seat sampled the target; NaN where it did not. */
  readonly logProbs: Float64Array; // [T]
  /** Tags as pairs: the field `tagFields[m]` belongs to the place `tagPlaces[m]`. */
  readonly tagFields: Int32Array; // [M]
  readonly tagPlaces: Int32Array; // [M]
  readonly facts: readonly FactWord[]; // S
  readonly siblingBuckets: Uint8Array; // [T · S]
  readonly selfBuckets: Uint8Array; // [T · S]
  /** 1 where the fact word is known. */
  readonly present: Uint8Array; // [T · S]
}

/** No word's id. */
export const unknown = -1;

export function streamFrom({ places, memory }: View): Stream {
  const [length, width] = [places.length, memory.words.length];
  const readings = (): Uint8Array => new Uint8Array(length * width);
  const [siblingBuckets, selfBuckets, present] = [readings(), readings(), readings()];
  places.forEach(({ facts }, t) => {
    const count = facts.length / 3;
    for (let j = 0; j < count; j++) {
      // A fact that came later was not there to be read: 0.
      siblingBuckets[t * width + j] = facts[j] ?? 0;
      selfBuckets[t * width + j] = facts[count + j] ?? 0;
      present[t * width + j] = facts[2 * count + j] ?? 0;
    }
  });
  const tags = places.flatMap(({ tags }, t) => tags.map((field) => [field, t] as const));
  return {
    length,
    inputs: Int32Array.from(places, ({ input }) => input),
    targets: Int32Array.from(places, ({ target }) => target ?? unknown),
    turns: Int32Array.from(places, ({ turn }) => turn),
    logProbs: Float64Array.from(places, ({ logProb }) => logProb ?? Number.NaN),
    tagFields: Int32Array.from(tags, ([field]) => field),
    tagPlaces: Int32Array.from(tags, ([, place]) => place),
    facts: [...memory.words],
    siblingBuckets,
    selfBuckets,
    present,
  };
}

/** Whether this seat chose the next word at a place itself, by sampling: only then is there a policy to improve. */
export function isSampled({ logProbs }: Stream, place: number): boolean {
  return !Number.isNaN(logProbs[place] ?? Number.NaN);
}
