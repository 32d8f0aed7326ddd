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
