import { expect } from "vitest";
import { valuesOf, type Tensor } from "../../../src/nn/tensor.ts";

/** The largest difference of two tensors, relative to the largest value of the second (at least 1e-3). */
export function distance(actual: Tensor, expected: Tensor): number {
  expect(actual.shape).toEqual(expected.shape);
  const [a, b] = [valuesOf(actual), valuesOf(expected)];
  const scale = b.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-3);
  // `!(… <= …)` so that NaN counts as infinitely far.
  return (
    a.reduce((most, x, i) => {
      const apart = Math.abs(x - (b[i] ?? Number.NaN));
      return apart <= most ? most : Number.isNaN(apart) ? Infinity : apart;
    }, 0) / scale
  );
}
