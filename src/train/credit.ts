/** From rewards of turns to what each sampled word is worth. */
import type { Lesson } from "../agent/lesson.ts";
import { isSampled } from "../agent/stream.ts";
import { leaveOneOutByWord } from "../rl/baselines.ts";
import { type Deviation, scaledAdvantages, updateDeviation } from "../rl/deviation.ts";
import { wordReturns } from "../rl/returns.ts";
import type { Rollout } from "./rollout.ts";

export interface Divergence {
  /** log π − log π₀ of each word of each of the learner's turns. [B][own turns][words] */
  readonly nats: readonly (readonly (readonly number[])[])[];
  /** Mean over all sampled words, in nats: the estimate k₁ of KL(π ‖ π₀). */
  readonly perWord: number;
  /** Mean of −log π over all sampled words, in nats. */
  readonly entropy: number;
}

/** The turns that the learner said in a rollout, by their place in the dialogue. */
export function ownTurns({ dialogue, seat }: Rollout): number[] {
  const opening = dialogue.scene.opening.length;
  return dialogue.turns.flatMap((turn, u) => (u >= opening && turn.seat === seat ? [u] : []));
}

/** How far the learner is from the reference in what it said. */
export function divergence(rollouts: readonly Rollout[]): Divergence {
  const logProbs: number[] = [];
  const nats = rollouts.map((rollout) => {
    const byTurn = new Map(ownTurns(rollout).map((u) => [u, new Array<number>()]));
    const { stream, reading } = rollout;
    stream.logProbs.forEach((logProb, t) => {
      if (!isSampled(stream, t)) return;
      logProbs.push(logProb);
      byTurn.get(stream.turns[t] ?? -1)?.push(logProb - (reading.logProbs[t] ?? Number.NaN));
    });
    return [...byTurn.values()];
  });
  return { nats, perWord: mean(nats.flat(2)), entropy: -mean(logProbs) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

export interface CreditOptions {
  /** γ, from turn to turn; from word to word it is 1. */
  readonly discount: number;
  /** β: what a nat of divergence costs. */
  readonly coefficient: number;
  readonly deviation: Deviation;
}

/**
 * The advantage of each word of the learner's turns, [B][own turns][words]: what it and all that follows earn, less what leaving
 * the reference costs from there on, less what the siblings earn from the start of that turn on; in units of a running global
 * deviation, never the group's own, which biases the gradient. `rewards` are those of the own turns.
 */
export function wordAdvantages(
  rewards: readonly (readonly number[])[],
  groups: readonly number[],
  { nats }: Divergence,
  { discount, coefficient, deviation }: CreditOptions,
): { readonly advantages: number[][][]; readonly deviation: Deviation } {
  const returns = rewards.map((turns, row) => {
    const costs = (nats[row] ?? []).map((words) => words.map((nat) => -coefficient * nat));
    return wordReturns(turns, costs, discount);
  });
  const raw = leaveOneOutByWord(rewards, returns, groups);
  const observed = updateDeviation(deviation, raw.flat());
  return { advantages: raw.map((turns) => scaledAdvantages(turns, observed)), deviation: observed };
}

export interface WordWeights {
  /** Divides every turn's sum over its words: a constant, not the turn's own length, which would favour short turns. */
  readonly scale: number;
  /** Weight of a word's entropy. */
  readonly entropy: number;
}

/** Every sampled word with its advantage. A word with advantage 0 still counts for the entropy. */
export function policyLesson(
  rollout: Rollout,
  advantages: readonly (readonly number[])[],
  { scale, entropy }: WordWeights,
): Lesson {
  const { stream } = rollout;
  const left = new Map(ownTurns(rollout).map((u, i) => [u, [...(advantages[i] ?? [])]]));
  const weights = Float32Array.from(stream.turns, (turn, t) =>
    isSampled(stream, t) ? (left.get(turn)?.shift() ?? 0) * scale : 0,
  );
  const entropyWeights = Float32Array.from(stream.turns, (_, t) => (isSampled(stream, t) ? entropy * scale : 0));
  return { stream, asPolicy: true, weights, entropyWeights };
}
