import { assertSameShape, assertWithin } from "./ragged.ts";

/**
 * w_t = π(a_t)/b(a_t) for each word, where b is what the word was drawn from. Their product over a dialogue makes an
 * estimate from b's dialogues one of π; the words' own weights do so only one word ahead. `most` caps a weight: less
 * noise, and a bias towards b (Munos et al. 2016, c = min(1, w)).
 */
export function importanceWeights(
  logProbs: ArrayLike<number>,
  behaviour: ArrayLike<number>,
  most = Number.POSITIVE_INFINITY,
): number[] {
  assertSameShape("importanceWeights", [logProbs], [behaviour]);
  return Array.from(logProbs, (logProb, t) => Math.min(most, Math.exp(logProb - (behaviour[t] ?? 0))));
}

/** Π w_t: the weight of a whole dialogue, or of what was said of it. */
export function sequenceWeight(
  logProbs: ArrayLike<number>,
  behaviour: ArrayLike<number>,
  most = Number.POSITIVE_INFINITY,
): number {
  assertSameShape("sequenceWeight", [logProbs], [behaviour]);
  const log = Array.from(logProbs).reduce((sum, logProb, t) => sum + logProb - (behaviour[t] ?? 0), 0);
  return Math.min(most, Math.exp(log));
}

/**
 * What each word's ∇log π is multiplied by in the gradient of PPO's clipped surrogate
 * min(w·A, clip(w, 1 ± ε)·A), w = π/π_old: w·A, and 0 where the clip holds, which is where the probability has moved
 * far enough in the direction of A already.
 *
 * Schulman et al. 2017, eq. 7.
 *
 * @param old log-probabilities when the words were said
 * @param advantages one for each word
 */
export function ppoWeights(
  logProbs: ArrayLike<number>,
  old: ArrayLike<number>,
  advantages: ArrayLike<number>,
  clip: number,
): number[] {
  assertSameShape("ppoWeights", [logProbs], [advantages]);
  assertWithin("clip", clip, 0, 1);
  return importanceWeights(logProbs, old).map((ratio, t) => {
    const advantage = advantages[t] ?? 0;
    const held = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
    return held ? 0 : ratio * advantage;
  });
}

/** Share of words whose ratio has left 1 ± ε. */
export function clippedShare(logProbs: ArrayLike<number>, old: ArrayLike<number>, clip: number): number {
  const ratios = importanceWeights(logProbs, old);
  return ratios.length === 0 ? 0 : ratios.filter((ratio) => Math.abs(ratio - 1) > clip).length / ratios.length;
}
