import { expect, test } from "vitest";
import { entropyCoefficient } from "../../src/rl/entropy.ts";

test("the bonus falls in a straight line from the first step to the last", () => {
  const line = { from: 0.01, to: 0.001 };
  expect(entropyCoefficient(1, 10, line)).toBe(0.01);
  expect(entropyCoefficient(4, 10, line)).toBeCloseTo(0.007);
  expect(entropyCoefficient(10, 10, line)).toBeCloseTo(0.001);
  expect(entropyCoefficient(1, 1, line)).toBe(0.01);
  expect(() => entropyCoefficient(11, 10, line)).toThrow("step: found 11, expected a number from 1 to 10");
});
