/**
 * Draws a word from the mixture of sources, and says how likely it was. Exact: the source is drawn from the gate and the
 * word from that source alone, and the log-probability is that of the mixture, so that what is recorded is the policy
 * that was sampled.
 */
import type { Random } from "../rng.ts";

/** The sources of one next word. */
export interface Sources {
  /** Softmax of the gate over [own words, facts, said, said']. */
  readonly gates: Float64Array;
  /** Logits of the own words. */
  readonly logits: Float32Array; // [V]
  /** One attention for each pointer, over the words of `pointed` alike: facts, said, said'. */
  readonly attentions: readonly Float32Array[];
  readonly pointed: readonly (readonly number[])[];
}

export interface Sampled {
  readonly word: number;
  readonly logProb: number;
  /** The share of each source in the word's probability; sums to 1. */
  readonly shares: readonly number[];
}

export function softmax(logits: ArrayLike<number>): Float64Array {
  const exp = new Float64Array(logits.length);
  let top = -Infinity;
  for (let i = 0; i < exp.length; i++) top = Math.max(top, logits[i] ?? -Infinity);
  let total = 0;
  for (let i = 0; i < exp.length; i++) total += exp[i] = Math.exp((logits[i] ?? -Infinity) - top);
  for (let i = 0; i < exp.length; i++) exp[i] = (exp[i] ?? 0) / total;
  return exp;
}

/** The index that `uniform` in [0, 1) falls on; weights need not sum to 1. */
export function draw(weights: ArrayLike<number>, uniform: number): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i] ?? 0;
  let rest = uniform * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    if (weight <= 0) continue;
    last = i;
    if (rest < weight) return i;
    rest -= weight;
  }
  return last; // rounding ate the rest
}

/** Probability of `word` from each source, gates included. */
function contributions({ gates, attentions, pointed }: Sources, own: Float64Array, word: number): number[] {
  const parts = [(gates[0] ?? 0) * (own[word] ?? 0)];
  attentions.forEach((weights, k) => {
    let mass = 0;
    pointed[k]?.forEach((id, place) => {
      if (id === word) mass += weights[place] ?? 0;
    });
    parts.push((gates[k + 1] ?? 0) * mass);
  });
  return parts;
}

function sampled(sources: Sources, own: Float64Array, word: number): Sampled {
  const parts = contributions(sources, own, word);
  const probability = parts.reduce((a, b) => a + b, 0);
  return { word, logProb: Math.log(probability), shares: parts.map((part) => part / probability) };
}

export function sampleExactly(sources: Sources, random: Random): Sampled {
  const own = softmax(sources.logits);
  const source = draw(sources.gates, random.next());
  const uniform = random.next(); // drawn always, so that every word uses two numbers
  const word =
    source === 0
      ? draw(own, uniform)
      : (sources.pointed[source - 1]?.[draw(sources.attentions[source - 1] ?? [], uniform)] ?? 0);
  return sampled(sources, own, word);
}

/** How a chat narrows the distribution; training never does. */
export interface Truncation {
  readonly temperature: number;
  /** The smallest set of words with at least this probability (Holtzman et al. 2020). */
  readonly topP: number;
}

/** Draws from the mixture to the power 1 / temperature, cut to its top; `allowed` may forbid words. */
export function sampleTruncated(
  sources: Sources,
  random: Random,
  { temperature, topP }: Truncation,
  allowed: (word: number) => boolean,
): Sampled {
  const own = softmax(sources.logits);
  const mixture = own.map((p) => p * (sources.gates[0] ?? 0));
  sources.attentions.forEach((weights, k) =>
    sources.pointed[k]?.forEach((id, place) => {
      mixture[id] = (mixture[id] ?? 0) + (sources.gates[k + 1] ?? 0) * (weights[place] ?? 0);
    }),
  );
  const ranked = [...mixture.keys()].filter(allowed).sort((a, b) => (mixture[b] ?? 0) - (mixture[a] ?? 0));
  const kept: number[] = [];
  let mass = 0;
  const total = ranked.reduce((sum, word) => sum + (mixture[word] ?? 0), 0);
  for (const word of ranked) {
    kept.push(word);
    mass += mixture[word] ?? 0;
    if (mass >= topP * total) break;
  }
  const weights = kept.map((word) => ((mixture[word] ?? 0) / total) ** (1 / temperature));
  return sampled(sources, own, kept[draw(weights, random.next())] ?? 0);
}
