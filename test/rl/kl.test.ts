import { expect, test } from "vitest";
import { randomFrom } from "../../src/rng.ts";
import { initKlControl, klControlSchema, klK1, klK3, klRewards, updateKlControl } from "../../src/rl/kl.ts";

test("the controller moves by a tenth of the clipped relative error", () => {
  // KL at twice the target: clip(1, ±0.2) = 0.2, so ×1.02; at none: ×0.98; at 0.105: ×(1 + 0.1·0.05).
  expect(updateKlControl(initKlControl(0.1), 0.2, 0.1).coefficient).toBeCloseTo(0.102);
  expect(updateKlControl(initKlControl(0.1), 0, 0.1).coefficient).toBeCloseTo(0.098);
  expect(updateKlControl(initKlControl(0.1), 0.105, 0.1).coefficient).toBeCloseTo(0.1005);
});

test("the controller's state survives JSON, and it takes no number that is not one", () => {
  const control = updateKlControl(initKlControl(0.1), 0.3, 0.1);
  expect(klControlSchema.parse(JSON.parse(JSON.stringify(control)))).toEqual(control);
  expect(() => updateKlControl(control, Number.NaN, 0.1)).toThrow("KL: found NaN");
});

test("a word costs β times how much more probable it is than under the reference", () => {
  expect(klRewards([-1, -2], [-3, -2], 0.5)).toEqual([-1, 0]);
  expect(() => klRewards([-1], [-1, -2], 0.5)).toThrow("expected as many");
});

test("both estimators have the KL as mean over samples of π, and k3 is never negative and steadier", () => {
  const policy = [0.5, 0.3, 0.2];
  const reference = [0.4, 0.4, 0.2];
  // Σ π log(π/π₀) = 0.5·log 1.25 + 0.3·log 0.75 = 0.02527.
  const exact = 0.5 * Math.log(1.25) + 0.3 * Math.log(0.75);
  const perWord = policy.map((p, i) => [[Math.log(p)], [Math.log(reference[i] ?? 0)]] as const);
  const mean = (estimate: typeof klK1): number =>
    perWord.reduce((sum, [logProb, other], i) => sum + (policy[i] ?? 0) * estimate(logProb, other), 0);
  expect(mean(klK1)).toBeCloseTo(exact, 12);
  expect(mean(klK3)).toBeCloseTo(exact, 12);
  const spread = (estimate: typeof klK1): number =>
    perWord.reduce((sum, [logProb, other], i) => sum + (policy[i] ?? 0) * (estimate(logProb, other) - exact) ** 2, 0);
  expect(spread(klK3)).toBeLessThan(spread(klK1) / 10);
  const random = randomFrom(3);
  for (let i = 0; i < 100; i++) expect(klK3([-5 * random.next()], [-5 * random.next()])).toBeGreaterThanOrEqual(0);
});

test("no words, no divergence", () => {
  expect(klK1([], [])).toBe(0);
});
