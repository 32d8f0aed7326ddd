import { expect, test } from "vitest";
import { clippedShare, importanceWeights, ppoWeights, sequenceWeight } from "../../src/rl/off-policy.ts";

const log = Math.log;

test("a word's weight is how much more probable it is than it was, up to the cap", () => {
  expect(importanceWeights([log(0.6), log(0.1)], [log(0.3), log(0.2)]).map((w) => Number(w.toFixed(9)))).toEqual([
    2, 0.5,
  ]);
  expect(importanceWeights([log(0.6)], [log(0.1)], 2)).toEqual([2]);
});

test("a dialogue's weight is the product of its words'", () => {
  expect(sequenceWeight([log(0.6), log(0.1)], [log(0.3), log(0.2)])).toBeCloseTo(1);
  expect(sequenceWeight([log(0.9)], [log(0.1)], 3)).toBe(3);
});

test("PPO weighs a word by ratio times advantage, and not at all where the clip holds", () => {
  const old = [0.5, 0.5, 0.5, 0.5].map(log);
  const now = [0.55, 0.7, 0.3, 0.7].map(log);
  // Ratios 1.1, 1.4, 0.6, 1.4: inside; above with A > 0; below with A < 0; above with A < 0, which is to be undone.
  const weights = ppoWeights(now, old, [1, 1, -1, -1], 0.2);
  expect(weights.map((w) => Number(w.toFixed(9)))).toEqual([1.1, 0, 0, -1.4]);
});

test("PPO's weights are the derivative of its clipped surrogate by log π", () => {
  const surrogate = (logProb: number, old: number, advantage: number, clip: number): number => {
    const ratio = Math.exp(logProb - old);
    return Math.min(ratio * advantage, Math.max(1 - clip, Math.min(1 + clip, ratio)) * advantage);
  };
  for (const logProb of [-2, -1.15, -1, -0.9, -0.3]) {
    for (const advantage of [-1.5, 0.5]) {
      const width = 1e-6;
      const slope =
        (surrogate(logProb + width, -1, advantage, 0.2) - surrogate(logProb - width, -1, advantage, 0.2)) / (2 * width);
      expect(ppoWeights([logProb], [-1], [advantage], 0.2)[0]).toBeCloseTo(slope, 6);
    }
  }
});

test("counts the words that left the clip", () => {
  expect(clippedShare([0.55, 0.7, 0.3, 0.5].map(log), [0.5, 0.5, 0.5, 0.5].map(log), 0.2)).toBe(0.5);
  expect(clippedShare([], [], 0.2)).toBe(0);
});
