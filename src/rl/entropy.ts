import { assertWithin } from "./ragged.ts";

/** The weight c of the entropy bonus at `step` of `steps`, counted from 1: falls in a straight line from `from` to `to`. */
export function entropyCoefficient(
  step: number,
  steps: number,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  assertWithin("step", step, 1, Math.max(1, steps));
  return steps <= 1 ? from : from + ((to - from) * (step - 1)) / (steps - 1);
}

/** −Σ p·log p, in nats. */
export function entropy(probabilities: ArrayLike<number>): number {
  return Array.from(probabilities).reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
}
