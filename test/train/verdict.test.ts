import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictOf, verdictOfSeeds } from "../../src/train/verdict.ts";

const gain = (low: number, high: number) => ({ mean: (low + high) / 2, low, high });
const fine = [{ ok: true }, { ok: true }];

describe("the verdict of a seed", () => {
  it("is improved only where the whole interval is above 0", () => {
    expect(verdictOf({ reward: gain(0.01, 0.2), gates: fine })).toBe("improved");
    expect(verdictOf({ reward: gain(0, 0.2), gates: fine })).toBe("unchanged");
    expect(verdictOf({ reward: gain(-0.1, 0.2), gates: fine })).toBe("unchanged");
  });

  it("is rejected where a gate is broken, however great the gain, or where it is worse for certain", () => {
    expect(verdictOf({ reward: gain(0.5, 0.6), gates: [...fine, { ok: false }] })).toBe("rejected");
    expect(verdictOf({ reward: gain(-0.2, -0.1), gates: fine })).toBe("rejected");
  });

  it("is unchanged where a control does as well", () => {
    const reward = gain(0.1, 0.2);
    expect(verdictOf({ reward, gates: fine, controls: [gain(0.05, 0.1), gain(0.02, 0.1)] })).toBe("improved");
    expect(verdictOf({ reward, gates: fine, controls: [gain(0.05, 0.1), gain(-0.02, 0.1)] })).toBe("unchanged");
  });
});

describe("the verdict of several seeds", () => {
  const seeds = (improved: number, unchanged: number, rejected: number) => [
    ...Array.from({ length: improved }, () => "improved" as const),
    ...Array.from({ length: unchanged }, () => "unchanged" as const),
    ...Array.from({ length: rejected }, () => "rejected" as const),
  ];

  it("is improved from four of five on", () => {
    expect(verdictOfSeeds(seeds(5, 0, 0))).toBe("improved");
    expect(verdictOfSeeds(seeds(4, 1, 0))).toBe("improved");
    expect(verdictOfSeeds(seeds(4, 0, 1))).toBe("improved");
    expect(verdictOfSeeds(seeds(3, 2, 0))).toBe("unchanged");
  });

  it("is not improved where the learner that the run keeps is the rejected one", () => {
    expect(verdictOfSeeds(["rejected", ...seeds(4, 0, 0)])).toBe("unchanged");
  });

  it("is rejected where more than one of five is, as nobody should count on the next", () => {
    expect(verdictOfSeeds(seeds(3, 0, 2))).toBe("rejected");
  });

  it("of one seed is that seed's", () => {
    for (const verdict of ["improved", "unchanged", "rejected"] as const)
      expect(verdictOfSeeds([verdict])).toBe(verdict);
  });

  it("never gets worse when a seed does better", () => {
    const rank = ["rejected", "unchanged", "improved"] as const;
    const verdicts = fc.array(fc.constantFrom(...rank), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(verdicts, fc.nat(), (before, place) => {
        const at = place % before.length;
        const better = rank[Math.min(2, rank.indexOf(before[at] ?? "rejected") + 1)] ?? "improved";
        const after = before.with(at, better);
        expect(rank.indexOf(verdictOfSeeds(after))).toBeGreaterThanOrEqual(rank.indexOf(verdictOfSeeds(before)));
      }),
    );
  });
});
