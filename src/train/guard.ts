/**
 * Keeps training from ruining the agent: what is not fit to learn from is skipped, what has drifted too far goes back to the last
 * good checkpoint, and what keeps going wrong stops. Pure: a state in, a state and a verdict out.
 */
import { z } from "zod";
import type { Config } from "../config.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import { gamedRules, privateLanguage } from "./alarms.ts";
import { quantile } from "./bootstrap.ts";
import type { QuickEvaluation } from "./quick-evaluation.ts";
import { nothing, plus, ratio, type Sum } from "./tally.ts";
import { gatesOf } from "./vitals.ts";

export const guardState = z.strictObject({
  /** Gradient norms of the last steps that were fit. */
  norms: z.array(z.number()),
  /** Of the last steps, whether each was skipped. */
  skipped: z.array(z.boolean()),
  rollBacks: z.int().min(0),
  /** The best evaluation so far, and its standard error. */
  best: z.strictObject({ reward: z.number(), error: z.number() }).nullable(),
  /** Evaluations in a row that were clearly worse than the best. */
  worse: z.int().min(0),
  /** What turns earned against itself since the last evaluation. */
  withItself: z.strictObject({ sum: z.number(), count: z.int().min(0) }),
  /** The last evaluations, for alarms. */
  looks: z.array(z.strictObject({ reward: z.number(), error: z.number(), selfReward: z.number() })),
});

/** All that the guard remembers; a checkpoint keeps it. */
export type GuardState = z.infer<typeof guardState>;

export const freshGuard: GuardState = {
  norms: [],
  skipped: [],
  rollBacks: 0,
  best: null,
  worse: 0,
  withItself: nothing,
  looks: [],
};

/** What training is to do now; after a roll-back the learner is the last good checkpoint's. */
export type GuardVerdict = "go on" | "skip" | { readonly rollBack: string } | { readonly stop: string };

export type GuardSettings = Pick<Config, "guard" | "reinforce" | "evaluate">;

/** Of one update, before it is taken. */
export interface Proposal {
  readonly loss: number;
  readonly gradientNorm: number;
}

const window = 100; // norms that the median runs over
const fewest = 10; // norms before there is a median worth the name

/** Whether to learn from it: finite, and its gradient not many times longer than usual. */
export function isFit({ norms }: GuardState, { loss, gradientNorm }: Proposal, { guard }: GuardSettings): boolean {
  if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) return false;
  if (norms.length < fewest) return true;
  const median = quantile(
    norms.toSorted((a, b) => a - b),
    0.5,
  );
  return gradientNorm <= guard.gradientRatio * median;
}

export interface Guarded {
  readonly state: GuardState;
  readonly verdict: GuardVerdict;
}

/** A step that was judged, and learnt from if it was fit. */
export interface GuardedStep extends Proposal {
  /** Of the step's dialogues. */
  readonly klPerWord: number;
  /** Rewards of the turns against itself. */
  readonly withItself: Sum;
}

/** After every step. */
export function guardStep(state: GuardState, step: GuardedStep, settings: GuardSettings): Guarded {
  const { guard, reinforce } = settings;
  const fit = isFit(state, step, settings);
  const next: GuardState = {
    ...state,
    norms: fit ? [...state.norms, step.gradientNorm].slice(-window) : state.norms,
    skipped: [...state.skipped, !fit].slice(-guard.skipWindow),
    withItself: plus(state.withItself, step.withItself),
  };
  const skips = next.skipped.filter(Boolean).length;
  if (!fit && skips >= guard.skips) {
    return goBack(next, `${skips} of the last ${next.skipped.length} steps were not fit to learn from`, settings);
  }
  // Written so that NaN goes back too.
  if (!(step.klPerWord <= reinforce.kl.stop)) {
    const found = step.klPerWord.toFixed(3);
    return goBack(next, `${found} nat a word from the reference; at most ${reinforce.kl.stop} are allowed`, settings);
  }
  return { state: next, verdict: fit ? "go on" : "skip" };
}

/** What an evaluation is held against. */
export interface Standard {
  /** The reference, looked at in the same way. */
  readonly start: QuickEvaluation;
  readonly rules: readonly Pick<LoadedRule, "name" | "weight">[];
}

export interface GuardedEvaluation extends Guarded {
  /** This learner is the one to keep. */
  readonly isBest: boolean;
  readonly alarms: readonly string[];
}

/** After every evaluation. */
export function guardEvaluation(
  before: GuardState,
  found: QuickEvaluation,
  { start, rules }: Standard,
  settings: GuardSettings,
): GuardedEvaluation {
  const { mean: reward, error } = found.reward;
  const { guard, reinforce, evaluate } = settings;
  const { worseErrors, worseTimes, alarmEvaluations } = guard;
  const selfReward = ratio(before.withItself);
  const look = selfReward === null ? [] : [{ reward, error, selfReward }];
  const looks = [...before.looks, ...look].slice(-alarmEvaluations - 1);
  const state = { ...before, withItself: nothing, looks };
  const alarms = [...gamedRules(found, start, rules, guard), ...privateLanguage(looks, guard)];

  const broken = [...gatesOf(found.vitals, guard, reinforce.kl.stop)].find(([, { ok }]) => !ok);
  if (broken !== undefined) {
    const [name, { value, limit, bound }] = broken;
    const reason = `${name} is ${value.toFixed(3)}; at ${bound} ${limit.toFixed(3)} is allowed`;
    return { ...goBack(state, reason, settings), isBest: false, alarms };
  }
  // A learner that a report would reject may go on learning, and come nearer again; it is not the one to keep.
  const isNear = found.vitals.klPerWord <= evaluate.klPerWord;
  if (isNear && (state.best === null || reward > state.best.reward)) {
    return { state: { ...state, best: { reward, error }, worse: 0 }, verdict: "go on", isBest: true, alarms };
  }
  const best = state.best?.reward ?? -Infinity;
  const worse = reward < best - worseErrors * error ? state.worse + 1 : 0;
  if (worse < worseTimes) return { state: { ...state, worse }, verdict: "go on", isBest: false, alarms };
  const reason =
    `reward on held-out scenes is ${reward.toFixed(3)}, more than ${worseErrors} standard errors below the best, ` +
    `${best.toFixed(3)}, for ${worse} evaluations in a row`;
  return { ...goBack(state, reason, settings), isBest: false, alarms };
}

/** What went wrong is forgotten; that it did is not. */
function goBack(state: GuardState, reason: string, { guard }: GuardSettings): Guarded {
  if (state.rollBacks >= guard.rollBacks) {
    return { state, verdict: { stop: `${reason}; training was set back ${state.rollBacks} times already` } };
  }
  return {
    state: { ...state, skipped: [], worse: 0, withItself: nothing, looks: [], rollBacks: state.rollBacks + 1 },
    verdict: { rollBack: reason },
  };
}
