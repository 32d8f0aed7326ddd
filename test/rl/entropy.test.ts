import { expect, test } from "vitest";
import { entropy, entropyCoefficient } from "../../src/rl/entropy.ts";

test("the bonus falls in a straight line from the first step to the last", () => {
  const line = { from: 0.01, to: 0.001 };
  expect(entropyCoefficient(1, 10, line)).toBe(0.01);
  expect(entropyCoefficient(4, 10, line)).toBeCloseTo(0.007);
  expect(entropyCoefficient(10, 10, line)).toBeCloseTo(0.001);
  expect(entropyCoefficient(1, 1, line)).toBe(0.01);
  expect(() => entropyCoefficient(11, 10, line)).toThrow("step: found 11, expected a number from 1 to 10");
});

test("entropy is log n for n equal choices, and 0 for certainty", () => {
  expect(entropy([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(Math.log(4));
  expect(entropy([1, 0])).toBe(0);
});
