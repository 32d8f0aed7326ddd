import { expect, test } from "vitest";
import { valueBaseline } from "../../src/rl/baselines.ts";
import { generalisedAdvantages } from "../../src/rl/gae.ts";
import { discountedReturns } from "../../src/rl/returns.ts";

const rewards = [[1, 0, 2], [3]];
const values = [[0.5, 1, 1.5], [2]];

test("worked by hand: γ = λ = 0.5", () => {
  // δ = 1 + 0.5·1 − 0.5 = 1;  0 + 0.5·1.5 − 1 = −0.25;  2 − 1.5 = 0.5.  A = 1 + 0.25·(−0.125) = 0.96875; −0.25 + 0.25·0.5; 0.5.
  const { advantages, targets } = generalisedAdvantages(rewards, values, { discount: 0.5, lambda: 0.5 });
  expect(advantages).toEqual([[0.96875, -0.125, 0.5], [1]]);
  expect(targets).toEqual([[1.46875, 0.875, 2], [3]]);
});

test("λ = 1 is the return less the value", () => {
  const { advantages } = generalisedAdvantages(rewards, values, { discount: 0.9, lambda: 1 });
  const expected = valueBaseline(discountedReturns(rewards, 0.9), values);
  advantages.flat().forEach((advantage, i) => expect(advantage).toBeCloseTo(expected.flat()[i] ?? Number.NaN));
});

test("a dialogue that was cut off is worth what is still expected", () => {
  const { advantages } = generalisedAdvantages([[1]], [[0]], { discount: 0.5, lambda: 1, bootstrap: [4] });
  expect(advantages).toEqual([[3]]);
});

test("wants a value for every turn", () => {
  expect(() => generalisedAdvantages([[1, 2]], [[1]], { discount: 1, lambda: 1 })).toThrow("expected as many");
});
