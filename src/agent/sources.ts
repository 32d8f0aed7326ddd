/** Draws for a chat, from a narrower distribution than the policy: training never does, and samples by the decoder instead. */
import { drawIndex } from "../nn/ops/draw-words.ts";
import type { Random } from "../rng.ts";

/** The sources of one next word. */
export interface Sources {
  /** Over [own words, facts, said, said']. */
  readonly gates: Float64Array;
  /** Probabilities of the own words. */
  readonly own: Float64Array; // [V]
  /** One attention for each pointer, over the words of `pointed` alike: facts, said, said'. */
  readonly attentions: readonly Float32Array[];
  readonly pointed: readonly (readonly number[])[];
}

export interface Sampled {
  readonly word: number;
  /** Under the whole mixture, in nats. */
  readonly logProb: number;
  /** The share of each source in the word's probability; sums to 1. */
  readonly shares: ArrayLike<number>;
}

export interface Truncation {
  /** The smallest set of words with at least this probability (Holtzman et al. 2020). */
  readonly topP: number;
}

/**
 * To people: they hear one answer, not the average of many, so the unlikely tail is left out. With 0.9 there would be a seventh more
 * different replies, and twice as many that make no sense (src/train/LOG.md).
 */
export const toPeople: Truncation = { topP: 0.7 };

export function softmax(logits: Float32Array): Float64Array {
  const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = new Float64Array(logits.length);
  let total = 0;
  for (let i = 0; i < logits.length; i++) total += powers[i] = Math.exp((logits[i] ?? 0) - top);
  for (let i = 0; i < logits.length; i++) powers[i] = (powers[i] ?? 0) / total;
  return powers;
}

/** The probability of every word under the whole mixture. */
export function mixtureOf({ gates, own, attentions, pointed }: Sources): Float64Array {
  const mixture = own.map((p) => p * (gates[0] ?? 0));
  attentions.forEach((weights, k) =>
    pointed[k]?.forEach((word, place) => {
      mixture[word] = (mixture[word] ?? 0) + (gates[k + 1] ?? 0) * (weights[place] ?? 0);
    }),
  );
  return mixture;
}

/** Draws from the mixture, cut to its top; `allowed` may forbid words. */
export function sampleTruncated(
  sources: Sources,
  random: Random,
  { topP }: Truncation,
  allowed: (word: number) => boolean,
): Sampled {
  const mixture = mixtureOf(sources);
  const ranked = [...mixture.keys()].filter(allowed).sort((a, b) => (mixture[b] ?? 0) - (mixture[a] ?? 0));
  const total = ranked.reduce((sum, word) => sum + (mixture[word] ?? 0), 0);
  const kept: number[] = [];
  let mass = 0;
  for (const word of ranked) {
    kept.push(word);
    mass += mixture[word] ?? 0;
    if (mass >= topP * total) break;
  }
  const weights = kept.map((word) => mixture[word] ?? 0);
  const word = kept[drawIndex(weights, weights.length, random.next())] ?? 0;
  const parts = sharesOf(sources, word);
  const probability = mixture[word] ?? 0;
  return { word, logProb: Math.log(probability), shares: parts.map((part) => part / probability) };
}

function sharesOf({ gates, own, attentions, pointed }: Sources, word: number): number[] {
  const pointers = attentions.map((weights, k) => {
    const mass = pointed[k]?.reduce((sum, id, place) => (id === word ? sum + (weights[place] ?? 0) : sum), 0) ?? 0;
    return (gates[k + 1] ?? 0) * mass;
  });
  return [(gates[0] ?? 0) * (own[word] ?? 0), ...pointers];
}
