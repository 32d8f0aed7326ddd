import fc from "fast-check";
import { expect, test } from "vitest";
import { withWordRewards, wordReturns } from "../../src/rl/returns.ts";
import { discountedReturns } from "./estimators.ts";

test("discounts a later reward once per turn", () => {
  // 1 + 0.5·(2 + 0.5·4) = 3; 2 + 0.5·4 = 4; 4.
  expect(discountedReturns([[1, 2, 4]], 0.5)).toEqual([[3, 4, 4]]);
  expect(wordReturns([1, 2, 4], [[0], [0], [0]], 0.5)).toEqual([[3], [4], [4]]);
});

test("takes dialogues of different lengths, and one without turns", () => {
  expect(discountedReturns([[1], [], [0, 1]], 0.9)).toEqual([[1], [], [0.9, 1]]);
  expect(wordReturns([], [], 0.9)).toEqual([]);
});

test("leaves the rewards that it was given alone", () => {
  const [rewards, words] = [Float32Array.of(1, 1), [Float32Array.of(1), Float32Array.of(2)]];
  wordReturns(rewards, words, 1);
  expect([[...rewards], ...words.map((each) => [...each])]).toEqual([[1, 1], [1], [2]]);
});

test("refuses a discount outside [0, 1]", () => {
  expect(() => wordReturns([1], [[1]], 1.5)).toThrow("discount: found 1.5, expected a number from 0 to 1");
  expect(() => wordReturns([1], [[1]], Number.NaN)).toThrow("found NaN");
});

test("a word earns the rest of its turn in full, and later turns discounted", () => {
  // Turn 1: 2 − 1 = 1 at its only word. Turn 0: last word −0.5 + 1 + 0.5·1 = 1; first word 0 + 1 = 1.
  expect(wordReturns([1, 2], [[0, -0.5], [-1]], 0.5)).toEqual([[1, 1], [1]]);
});

test("a turn without words hands its return on", () => {
  expect(wordReturns([0, 4, 0], [[0], [], [0]], 0.5)).toEqual([[2], [], [0]]);
});

test("returns by word at a turn's start are the discounted returns of the turns' sums", () => {
  const dialogue = fc.array(
    fc.tuple(fc.integer({ min: -9, max: 9 }), fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 })),
  );
  fc.assert(
    fc.property(dialogue, (turns) => {
      const rewards = turns.map(([reward]) => reward);
      const words = turns.map(([, each]) => each);
      const starts = wordReturns(rewards, words, 0.5).map(([first]) => first);
      expect(starts).toEqual(discountedReturns([withWordRewards(rewards, words)], 0.5)[0]);
    }),
  );
});

test("refuses as many turns as do not match", () => {
  expect(() => wordReturns([1], [[1], [2]], 1)).toThrow("found rewards of 1 turns and words of 2, expected as many");
});
