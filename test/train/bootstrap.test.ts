import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomFrom } from "../../src/rng.ts";
import { bootstrap, pairedDifference, quantile, standardError, type Statistic } from "../../src/train/bootstrap.ts";

const meanOf =
  (values: readonly number[]): Statistic =>
  (scenes) =>
    scenes.reduce((sum, scene) => sum + (values[scene] ?? Number.NaN), 0) / scenes.length;

const options = (label: string | number = "test", resamples = 2000) => ({
  resamples,
  confidence: 0.95,
  random: randomFrom(1, label),
});

/** From N(0, 1), by Box and Muller. */
function normals(count: number, seed: number): number[] {
  const random = randomFrom(seed, "normals");
  return Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()),
  );
}

describe("quantile", () => {
  it("lies on the line between its neighbours", () => {
    // numpy.quantile([1, 2, 4, 8, 16], [0, 0.25, 0.375, 0.5, 1]) = [1, 2, 3, 4, 16]
    expect([0, 0.25, 0.375, 0.5, 1].map((share) => quantile([1, 2, 4, 8, 16], share))).toEqual([1, 2, 3, 4, 16]);
  });
});

describe("bootstrap", () => {
  it("gives a mean the interval of its standard error", () => {
    const values = normals(400, 3);
    const { mean, low, high } = bootstrap(400, meanOf(values), options()) ?? {};
    // 1.96 · σ/√n = 1.96 / 20 = 0.098 on both sides, within what 2,000 resamples and a sample of 400 leave open.
    expect(mean).toBeCloseTo(values.reduce((a, b) => a + b, 0) / 400, 12);
    expect((high ?? 0) - (low ?? 0)).toBeGreaterThan(2 * 0.098 * 0.85);
    expect((high ?? 0) - (low ?? 0)).toBeLessThan(2 * 0.098 * 1.15);
    expect(standardError(400, meanOf(values), options())).toBeCloseTo(1 / 20, 2);
  });

  it("holds the truth about as often as it says", () => {
    let held = 0;
    for (let trial = 0; trial < 200; trial++) {
      const interval = bootstrap(50, meanOf(normals(50, trial)), options(trial, 200));
      if (interval !== null && interval.low <= 0 && 0 <= interval.high) held++;
    }
    // 95 % of 200 are 190; the percentile interval of 50 scenes holds a little less.
    expect(held).toBeGreaterThan(176);
    expect(held).toBeLessThan(200);
  });

  it("is the same for the same seed and another one for another", () => {
    const values = normals(30, 5);
    expect(bootstrap(30, meanOf(values), options())).toEqual(bootstrap(30, meanOf(values), options()));
    expect(bootstrap(30, meanOf(values), options())).not.toEqual(bootstrap(30, meanOf(values), options("other")));
  });

  it("has no width where every scene is the same, and stays within the least and greatest scene", () => {
    expect(bootstrap(9, meanOf(Array.from({ length: 9 }, () => 0.5)), options())).toEqual({
      mean: 0.5,
      low: 0.5,
      high: 0.5,
    });
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 12 }), (values) => {
        const interval = bootstrap(values.length, meanOf(values), options("property", 100));
        expect(interval?.low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(interval?.high).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        expect(interval?.low).toBeLessThanOrEqual(interval?.high ?? Number.NaN);
      }),
      { numRuns: 50 },
    );
  });

  it("knows a small gain that every scene shares, though scenes differ far more than it", () => {
    const hard = normals(60, 7);
    const gained = hard.map((value) => value + 0.05);
    const paired = bootstrap(60, pairedDifference(meanOf(gained), meanOf(hard)), options());
    expect(paired?.low).toBeCloseTo(0.05, 9);
    expect(paired?.high).toBeCloseTo(0.05, 9);
  });

  it("leaves out resamples that have no number, and has none where the scenes have none", () => {
    // Only scene 0 has a number: a resample without it has none, every other one has 3.
    const rare: Statistic = (scenes) => (scenes.includes(0) ? 3 : null);
    expect(bootstrap(4, rare, options())).toEqual({ mean: 3, low: 3, high: 3 });
    expect(bootstrap(4, () => null, options())).toBeNull();
    expect(pairedDifference(rare, () => null)(Int32Array.of(0))).toBeNull();
  });

  it("refuses to draw from nothing", () => {
    expect(() => bootstrap(0, () => 0, options())).toThrow("2000 resamples of 0 scenes");
  });
});
