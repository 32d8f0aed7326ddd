import { expect, test } from "vitest";
import { klRewards, nextKlCoefficient } from "../../src/rl/kl.ts";

test("the coefficient moves by a tenth of the clipped relative error", () => {
  // KL at twice the target: clip(1, ±0.2) = 0.2, so ×1.02; at none: ×0.98; at 0.105: ×(1 + 0.1·0.05).
  expect(nextKlCoefficient(0.1, 0.2, 0.1)).toBeCloseTo(0.102);
  expect(nextKlCoefficient(0.1, 0, 0.1)).toBeCloseTo(0.098);
  expect(nextKlCoefficient(0.1, 0.105, 0.1)).toBeCloseTo(0.1005);
  expect(() => nextKlCoefficient(0.1, Number.NaN, 0.1)).toThrow("KL: found NaN");
});

test("a word costs β times how much more probable it is than under the reference", () => {
  expect(klRewards([2, -0.5, 0], 0.5)).toEqual([-1, 0.25, -0]);
});
