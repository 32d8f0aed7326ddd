import { expect, test } from "vitest";
import { generalisedAdvantages } from "../../src/rl/gae.ts";
import { discountedReturns } from "./estimators.ts";

const rewards = [[1, 0, 2], [3]];
const values = [[0.5, 1, 1.5], [2]];

test("worked by hand: γ = λ = 0.5", () => {
  // δ = 1 + 0.5·1 − 0.5 = 1;  0 + 0.5·1.5 − 1 = −0.25;  2 − 1.5 = 0.5.  A = 1 + 0.25·(−0.125) = 0.96875; −0.25 + 0.25·0.5; 0.5.
  expect(generalisedAdvantages(rewards, values, { discount: 0.5, lambda: 0.5 })).toEqual([[0.96875, -0.125, 0.5], [1]]);
});

test("λ = 1 is the return less the value", () => {
  const advantages = generalisedAdvantages(rewards, values, { discount: 0.9, lambda: 1 }).flat();
  const returns = discountedReturns(rewards, 0.9).flat();
  advantages.forEach((advantage, i) =>
    expect(advantage).toBeCloseTo((returns[i] ?? Number.NaN) - (values.flat()[i] ?? 0)),
  );
});

test("wants a value for every turn", () => {
  expect(() => generalisedAdvantages([[1, 2]], [[1]], { discount: 1, lambda: 1 })).toThrow("expected as many");
});
