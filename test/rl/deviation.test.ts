import { expect, test } from "vitest";
import { initDeviation, scaledAdvantages, updateDeviation } from "../../src/rl/deviation.ts";

test("divides by the root of the running mean square, over all dialogues", () => {
  const first = updateDeviation(initDeviation, [
    [3, -3],
    [3, 3],
  ]);
  expect(scaledAdvantages([[6, -3]], first)).toEqual([[2, -1]]);
  // weights 0.25 of 9 and 0.5 of 36, of 0.75 in all: 27.
  const second = updateDeviation(updateDeviation(initDeviation, [[3]], 0.5), [[6]], 0.5);
  expect(second.square).toBeCloseTo(27);
});

test("scales advantages in proportion: twice the reward gives the same", () => {
  const advantages = [[1, -2], [0.5]];
  const doubled = advantages.map((row) => row.map((value) => 2 * value));
  expect(scaledAdvantages(doubled, updateDeviation(initDeviation, doubled))).toEqual(
    scaledAdvantages(advantages, updateDeviation(initDeviation, advantages)),
  );
});

test("keeps exact zeros, also where nothing but zeros was seen", () => {
  expect(scaledAdvantages([[0, 0]], updateDeviation(initDeviation, [[0, 0]]))).toEqual([[0, 0]]);
});
