import { type FactTrace, type FactWord, unheard } from "./fact-memory.ts";
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
  /** When the facts were heard, as it stood at some time: K traces of S fact words, those to come as never heard. */
  readonly traces: Int32Array; // [K · 2S]
  /** Which of them holds at each place. */
  readonly traceOf: Int32Array; // [T]
}

/** No word's id. */
export const unknown = -1;

export function streamFrom({ places, memory }: View): Stream {
  const length = places.length;
  const integers = (): Int32Array => new Int32Array(length);
  const [inputs, targets, turns, traceOf] = [integers(), integers(), integers(), integers()];
  const logProbs = new Float64Array(length);
  const tagFields: number[] = [];
  const tagPlaces: number[] = [];
  const traces: FactTrace[] = [];
  for (const { at, input, target, turn, logProb, tags, trace } of places) {
    if (traces.at(-1) !== trace) traces.push(trace);
    inputs[at] = input;
    targets[at] = target ?? unknown;
    turns[at] = turn;
    logProbs[at] = logProb ?? Number.NaN;
    traceOf[at] = traces.length - 1;
    for (const field of tags) {
      tagFields.push(field);
      tagPlaces.push(at);
    }
  }
  return {
    length,
    inputs,
    targets,
    turns,
    logProbs,
    tagFields: Int32Array.from(tagFields),
    tagPlaces: Int32Array.from(tagPlaces),
    facts: [...memory.words],
    traces: aligned(traces, memory.words.length),
    traceOf,
  };
}

/** All in one array, each with room for all facts. */
function aligned(traces: readonly FactTrace[], width: number): Int32Array {
  const all = new Int32Array(traces.length * 2 * width).fill(unheard);
  traces.forEach((trace, k) => {
    const count = trace.length / 2;
    all.set(trace.subarray(0, count), k * 2 * width);
    all.set(trace.subarray(count), k * 2 * width + width);
  });
  return all;
}

/** When the facts were heard, as it stood at a place. */
export function traceAt({ traces, traceOf, facts }: Stream, place: number): FactTrace {
  const from = (traceOf[place] ?? 0) * 2 * facts.length;
  return traces.subarray(from, from + 2 * facts.length);
}

/** Whether this seat chose the next word at a place itself, by sampling: only then is there a policy to improve. */
export function isSampled({ logProbs }: Stream, place: number): boolean {
  return !Number.isNaN(logProbs[place] ?? Number.NaN);
}
