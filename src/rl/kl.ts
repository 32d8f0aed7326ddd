import { z } from "zod";
import { assertSameShape, assertWithin } from "./ragged.ts";

// KL(π‖π₀) from samples of π, with ρ = log π − log π₀ at each word that was said (Schulman 2020,
// http://joschu.net/blog/kl-approx.html). Means over the words of a batch; nats.

/** k₁ = mean ρ: unbiased, may come out negative. */
export function klK1(logProbs: ArrayLike<number>, reference: ArrayLike<number>): number {
  return meanOver(logProbs, reference, (rho) => rho);
}

/** k₃ = mean (e^{−ρ} − 1 + ρ): unbiased, never negative, and less noisy where π is near π₀. */
export function klK3(logProbs: ArrayLike<number>, reference: ArrayLike<number>): number {
  return meanOver(logProbs, reference, (rho) => Math.expm1(-rho) + rho);
}

function meanOver(logProbs: ArrayLike<number>, reference: ArrayLike<number>, term: (rho: number) => number): number {
  assertSameShape("KL", [logProbs], [reference]);
  if (logProbs.length === 0) return 0;
  let sum = 0;
  for (let t = 0; t < logProbs.length; t++) sum += term((logProbs[t] ?? 0) - (reference[t] ?? 0));
  return sum / logProbs.length;
}

/**
 * r_t = −β·(log π − log π₀) for each word: what leaving the reference costs. As reward, and not as a term of the loss,
 * it also reaches the words that led there; the optimum is then π₀·e^{R/β}/Z (Jaques et al. 2017).
 */
export function klRewards(logProbs: ArrayLike<number>, reference: ArrayLike<number>, coefficient: number): number[] {
  assertSameShape("KL", [logProbs], [reference]);
  return Array.from(logProbs, (logProb, t) => coefficient * ((reference[t] ?? 0) - logProb));
}

export const klControlSchema = z.strictObject({ coefficient: z.number().min(0) });
/** What a nat of KL costs now. */
export type KlControl = z.infer<typeof klControlSchema>;

export function initKlControl(coefficient: number): KlControl {
  assertWithin("KL coefficient", coefficient, 0, Number.MAX_VALUE);
  return { coefficient };
}

/**
 * β ← β·(1 + 0.1·clip((KL − target)/target, ±0.2)): dearer while the learner is further from the reference than the
 * target, cheaper while it is nearer; at most 2 % a step.
 *
 * Ziegler et al. 2019, §2.2.
 */
export function updateKlControl({ coefficient }: KlControl, klPerWord: number, target: number): KlControl {
  assertWithin("KL target", target, Number.MIN_VALUE, Number.MAX_VALUE);
  assertWithin("KL", klPerWord, -Number.MAX_VALUE, Number.MAX_VALUE);
  const error = Math.max(-0.2, Math.min(0.2, (klPerWord - target) / target));
  return { coefficient: coefficient * (1 + 0.1 * error) };
}
