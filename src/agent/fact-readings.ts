import { at } from "../at.ts";
import { type FactTrace, type FactWord, unheard } from "./fact-memory.ts";
import { bucketCount, never, recencyBucket } from "./recency.ts";

/** What is known of S fact words at each of N places, as the network takes it. */
export class FactReadings {
  readonly siblingBuckets: Int32Array; // [N · S]
  readonly selfBuckets: Int32Array; // [N · S]
  /** 1 where the word is known. */
  readonly present: Int32Array; // [N · S]
  readonly #width: number;

  constructor(count: number, width: number) {
    this.#width = width;
    this.siblingBuckets = new Int32Array(count * width);
    this.selfBuckets = new Int32Array(count * width);
    this.present = new Int32Array(count * width);
  }

  /** Of the place `now` of a stream. Facts that come later, and those that another row has more, stay 0. */
  set(n: number, trace: FactTrace, facts: readonly FactWord[], now: number): void {
    const count = trace.length / 2;
    for (let j = 0, into = n * this.#width; j < count; j++, into++) {
      const named = trace[j] ?? unheard;
      const heard = trace[count + j] ?? unheard;
      this.siblingBuckets[into] = named < 0 ? never : recencyBucket(now - (named >> 1)) + (named & 1) * bucketCount;
      this.selfBuckets[into] = heard < 0 ? never : recencyBucket(now - heard);
      const { from, until } = at(facts, j);
      this.present[into] = from <= now && now < until ? 1 : 0;
    }
  }
}
