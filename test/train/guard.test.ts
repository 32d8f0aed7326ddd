import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configSchema } from "../../src/config.ts";
import {
  freshGuard,
  guardEvaluation,
  guardState,
  type GuardState,
  guardStep,
  isFit,
  type Standard,
} from "../../src/train/guard.ts";
import type { Estimate, QuickEvaluation } from "../../src/train/quick-evaluation.ts";
import type { Vitals } from "../../src/train/vitals.ts";

const settings = configSchema.parse({});
const usual = { loss: 1, gradientNorm: 2, klPerWord: 0.05, withItself: { sum: 0, count: 0 } };

function after(steps: readonly Partial<typeof usual>[], from: GuardState = freshGuard) {
  return steps.reduce<ReturnType<typeof guardStep>>(
    ({ state }, step) => guardStep(state, { ...usual, ...step }, settings),
    { state: from, verdict: "go on" },
  );
}

const calm = after(Array.from({ length: 20 }, () => ({}))).state;

describe("a step", () => {
  it("is skipped where anything in it is not finite", () => {
    for (const loss of [Number.NaN, Infinity]) expect(isFit(calm, { loss, gradientNorm: 1 }, settings)).toBe(false);
    expect(isFit(freshGuard, { loss: 1, gradientNorm: Number.NaN }, settings)).toBe(false);
    expect(after([{ loss: Number.NaN }], calm).verdict).toBe("skip");
  });

  it("is skipped where its gradient is above 10 times the running median, and does not move the median", () => {
    expect(after([{ gradientNorm: 20 }], calm).verdict).toBe("go on");
    expect(after([{ gradientNorm: 20.1 }], calm).verdict).toBe("skip");
    // Were the long ones counted, a third of them would pass for usual.
    const drifting = after([{ gradientNorm: 1000 }, {}, { gradientNorm: 1000 }], calm).state;
    expect(isFit(drifting, { loss: 1, gradientNorm: 21 }, settings)).toBe(false);
  });

  it("is not judged by a median of fewer than ten", () => {
    expect(after([{}, {}, {}, { gradientNorm: 1000 }]).verdict).toBe("go on");
  });

  it("rolls back at the third skip in twenty, and not where they are further apart", () => {
    const skip = { loss: Number.NaN };
    const calmFor = (count: number) => Array.from({ length: count }, () => ({}));
    expect(after([skip, ...calmFor(9), skip, ...calmFor(8), skip], calm).verdict).toEqual({
      rollBack: "3 of the last 20 steps were not fit to learn from",
    });
    expect(after([skip, ...calmFor(9), skip, ...calmFor(9), skip], calm).verdict).toBe("skip");
  });

  it("counts skips anew after a roll-back", () => {
    const skips = [{ loss: Number.NaN }, { loss: Number.NaN }, { loss: Number.NaN }];
    const { state } = after(skips, calm);
    expect(state.rollBacks).toBe(1);
    expect(after([{ loss: Number.NaN }], state).verdict).toBe("skip");
  });

  it("rolls back above half a nat a word from the reference, or where that is not a number", () => {
    expect(after([{ klPerWord: 0.5 }], calm).verdict).toBe("go on");
    expect(after([{ klPerWord: 0.501 }], calm).verdict).toEqual({
      rollBack: "0.501 nat a word from the reference; at most 0.5 are allowed",
    });
    expect(after([{ klPerWord: Number.NaN }], calm).verdict).toHaveProperty("rollBack");
  });

  it("stops training at the fourth roll-back", () => {
    const { state, verdict } = after([{ klPerWord: 1 }, { klPerWord: 1 }, { klPerWord: 1 }], calm);
    expect(verdict).toHaveProperty("rollBack");
    expect(state.rollBacks).toBe(3);
    expect(after([{ klPerWord: 1 }], state).verdict).toEqual({
      stop: "1.000 nat a word from the reference; at most 0.5 are allowed; training was set back 3 times already",
    });
  });

  it("leaves a state that JSON keeps, whatever comes", () => {
    const number = fc.oneof(fc.double({ min: 0 }), fc.constant(Number.NaN), fc.double({ min: 0, max: 5 }));
    const step = fc.record({ loss: number, gradientNorm: number, klPerWord: number });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { state } = after(steps);
        expect(guardState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
      }),
    );
  });
});

const healthy: Vitals = {
  perplexityRatio: 1.1,
  distinct2Ratio: 0.9,
  entropyRatio: 0.8,
  klPerWord: 0.1,
  topReply: { text: "yes please", share: 0.05, referenceShare: 0.04 },
  cutShare: 0,
  referenceCutShare: 0,
};

const estimate = (mean: number, error = 0.01, deviation = 0.1): Estimate => ({ mean, error, deviation });

function evaluation(
  reward: number,
  vitals: Partial<Vitals> = {},
  rest: Partial<QuickEvaluation> = {},
): QuickEvaluation {
  return {
    reward: estimate(reward),
    rules: new Map([["fluency", estimate(0.6)]]),
    compliance: estimate(0.7),
    vitals: { ...healthy, ...vitals },
    ...rest,
  };
}

const standard: Standard = {
  start: evaluation(0.5),
  rules: [
    { name: "house-rules", weight: 1 },
    { name: "fluency", weight: 0 },
  ],
};

function evaluated(found: readonly QuickEvaluation[], against: Standard = standard) {
  return found.reduce<ReturnType<typeof guardEvaluation>>(
    ({ state }, each) => guardEvaluation(state, each, against, settings),
    { state: freshGuard, verdict: "go on", isBest: false, alarms: [] },
  );
}

describe("an evaluation", () => {
  it("is the best where its reward is the highest so far", () => {
    expect(evaluated([evaluation(0.5)])).toMatchObject({ isBest: true, verdict: "go on" });
    expect(evaluated([evaluation(0.5), evaluation(0.51)]).isBest).toBe(true);
    expect(evaluated([evaluation(0.5), evaluation(0.49)]).isBest).toBe(false);
  });

  it.each<[string, Partial<Vitals>, Partial<Vitals>]>([
    ["perplexity", { perplexityRatio: 1.25 }, { perplexityRatio: 1.26 }],
    ["distinct2", { distinct2Ratio: 0.7 }, { distinct2Ratio: 0.69 }],
    ["entropyLeast", { entropyRatio: 0.3 }, { entropyRatio: 0.29 }],
    ["entropyMost", { entropyRatio: 2 }, { entropyRatio: 2.01 }],
    ["klPerWord", { klPerWord: 0.5 }, { klPerWord: 0.51 }],
    [
      "topReply",
      { topReply: { text: "yes", share: 0.15, referenceShare: 0.05 } },
      { topReply: { text: "yes", share: 0.16, referenceShare: 0.05 } },
    ],
    [
      "topReply",
      { topReply: { text: "yes", share: 0.1, referenceShare: 0 } },
      { topReply: { text: "yes", share: 0.11, referenceShare: 0 } },
    ],
    ["cut", { cutShare: 0.1, referenceCutShare: 0.05 }, { cutShare: 0.11, referenceCutShare: 0.05 }],
    ["cut", { cutShare: 0.02, referenceCutShare: 0 }, { cutShare: 0.03, referenceCutShare: 0 }],
    ["distinct2", {}, { distinct2Ratio: Number.NaN }],
  ])("rolls back where %s leaves its limit, and is not kept though its reward is the best", (name, within, beyond) => {
    expect(evaluated([evaluation(0.5), evaluation(0.9, within)])).toMatchObject({ verdict: "go on" });
    const { verdict, isBest, state } = evaluated([evaluation(0.5), evaluation(0.9, beyond)]);
    expect(verdict).toEqual({ rollBack: expect.stringContaining(`${name} is `) });
    expect(isBest).toBe(false);
    expect(state).toMatchObject({ rollBacks: 1, best: { reward: 0.5 } });
  });

  it("is not kept above 0.3 nat a word from the reference, though training goes on up to 0.5", () => {
    const [near, far] = [evaluation(0.6, { klPerWord: 0.3 }), evaluation(0.7, { klPerWord: 0.31 })];
    expect(evaluated([near])).toMatchObject({ isBest: true, verdict: "go on" });
    expect(evaluated([near, far])).toMatchObject({ isBest: false, verdict: "go on", state: { best: { reward: 0.6 } } });
    expect(evaluated([far])).toMatchObject({ isBest: false, verdict: "go on", state: { best: null } });
  });

  it("rolls back where it is 3 standard errors below the best for the third time in a row", () => {
    const [best, worse, close] = [evaluation(0.6), evaluation(0.569), evaluation(0.571)];
    expect(evaluated([best, worse, worse]).verdict).toBe("go on");
    expect(evaluated([best, worse, worse, worse]).verdict).toEqual({
      rollBack:
        "reward on held-out scenes is 0.569, more than 3 standard errors below the best, 0.600, for 3 evaluations in a row",
    });
    expect(evaluated([best, worse, worse, close, worse, worse]).verdict).toBe("go on");
  });

  it("alarms where reward rose and a rule that is not trained on, or compliance, fell by more than a deviation", () => {
    const fell = { rules: new Map([["fluency", estimate(0.49)]]) };
    expect(evaluated([evaluation(0.62, {}, fell)]).alarms).toEqual([
      "reward rose by 1.2 deviations since the start while fluency fell by 1.1; " +
        "read some dialogues: the rules may pay for something else than is meant",
    ]);
    expect(evaluated([evaluation(0.59, {}, fell)]).alarms).toEqual([]);
    expect(evaluated([evaluation(0.62, {}, { rules: new Map([["fluency", estimate(0.51)]]) })]).alarms).toEqual([]);
    expect(evaluated([evaluation(0.62, {}, { rules: new Map([["house-rules", estimate(0.1)]]) })]).alarms).toEqual([]);
    expect(evaluated([evaluation(0.62, {}, { compliance: estimate(0.5) })]).alarms).toHaveLength(1);
  });

  it("alarms where reward against itself rises for three evaluations and against the reference it does not", () => {
    /** Steps in which turns against itself earn `own` on average, then an evaluation; for each of them. */
    const looks = (own: readonly (number | null)[], against: readonly number[], from = freshGuard) =>
      own.reduce<ReturnType<typeof guardEvaluation>>(
        ({ state }, mean, i) => {
          const turns = mean === null ? [] : [mean - 0.05, mean + 0.05];
          const steps = turns.map((sum) => ({ withItself: { sum: 10 * sum, count: 10 } }));
          return guardEvaluation(after(steps, state).state, evaluation(against[i] ?? 0), standard, settings);
        },
        { state: from, verdict: "go on", isBest: false, alarms: [] },
      );
    const flat = [0.5, 0.5, 0.505, 0.509];
    const alarm = [expect.stringContaining("raise opponents.reference")];
    expect(looks([0.1, 0.2, 0.3, 0.4], flat).alarms).toEqual(alarm);
    expect(looks([0.1, 0.2, 0.3], flat).alarms).toEqual([]);
    expect(looks([0.1, 0.3, 0.2, 0.4], flat).alarms).toEqual([]);
    expect(looks([0.1, 0.2, 0.3, 0.4], [0.5, 0.5, 0.5, 0.52]).alarms).toEqual([]);
    // An evaluation before which it never met itself says nothing of this.
    expect(looks([0.1, null, 0.2, 0.3, 0.4], [0.5, 0.9, ...flat.slice(1)]).alarms).toEqual(alarm);
    // What was drifting is gone after a roll-back.
    const back = after([{ klPerWord: 1 }], looks([0.1, 0.2, 0.3], flat).state).state;
    expect(looks([0.4], [0.509], back).alarms).toEqual([]);
  });
});
