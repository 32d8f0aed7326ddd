import { assertWithin } from "./ragged.ts";

/**
 * −β·ρ for each word, where ρ = log π − log π₀: what leaving the reference costs. As reward, and not as a term of the loss, it also
 * reaches the words that led there; the optimum is then π₀·e^{R/β}/Z (Jaques et al. 2017).
 *
 * @param nats ρ of each word
 */
export function klRewards(nats: ArrayLike<number>, coefficient: number): number[] {
  return Array.from(nats, (rho) => -coefficient * rho);
}

/**
 * β ← β·(1 + 0.1·clip((KL − target)/target, ±0.2)): dearer while the learner is further from the reference than the
 * target, cheaper while it is nearer; at most 2 % a step.
 *
 * Ziegler et al. 2019, §2.2.
 */
export function nextKlCoefficient(coefficient: number, klPerWord: number, target: number): number {
  assertWithin("KL target", target, Number.MIN_VALUE, Number.MAX_VALUE);
  assertWithin("KL", klPerWord, -Number.MAX_VALUE, Number.MAX_VALUE);
  const error = Math.max(-0.2, Math.min(0.2, (klPerWord - target) / target));
  return coefficient * (1 + 0.1 * error);
}
