/** From rewards of turns to what each sampled word is worth. */
import { at } from "../at.ts";
import type { Lesson, Reading } from "../agent/lesson.ts";
import { isSampled } from "../agent/stream.ts";
import { leaveOneOutByWord } from "../rl/baselines.ts";
import { type Deviation, scaledAdvantages, updateDeviation } from "../rl/deviation.ts";
import { generalisedAdvantages } from "../rl/gae.ts";
import { klRewards } from "../rl/kl.ts";
import { withWordRewards, wordReturns } from "../rl/returns.ts";
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

/**
 * How far the learner is from the reference in what it said.
 *
 * @param readings what the reference would have given the words that the learner sampled. [B]
 */
export function divergence(rollouts: readonly Rollout[], readings: readonly Reading[]): Divergence {
  const logProbs: number[] = [];
  const nats = rollouts.map((rollout, row) => {
    const byTurn = new Map(ownTurns(rollout).map((u) => [u, new Array<number>()]));
    const { stream } = rollout;
    const reading = at(readings, row);
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
  readonly baseline: "critic" | "leave-one-out";
  /** λ, for the critic. */
  readonly lambda: number;
  /** γ, from turn to turn; from word to word it is 1. */
  readonly discount: number;
  /** β: what a nat of divergence costs. */
  readonly coefficient: number;
  readonly deviation: Deviation;
}

/** What the learner's turns earned, and what they are compared with. */
export interface Earned {
  /** Of the own turns. [B][own turns] */
  readonly rewards: readonly (readonly number[])[];
  /** What the critic expected before each of them. [B][own turns] */
  readonly values: readonly (readonly number[])[];
  /** Dialogues of one scene have one group. [B] */
  readonly groups: readonly number[];
  /** Whether the first of the own turns is the first that its seat says in the dialogue. [B] */
  readonly opens: readonly boolean[];
}

export interface Credit {
  /** In units of a running global deviation, never a group's own, which biases the gradient. [B][own turns][words] */
  readonly advantages: readonly (readonly (readonly number[])[])[];
  /** What was still to come before each turn: what the critic should have expected. [B][own turns] */
  readonly returns: readonly (readonly number[])[];
  readonly deviation: Deviation;
}

/**
 * The advantage of each word: what its turn and all that follow earn, less what leaving the reference costs from there on, less
 * what was to be expected before the turn, by the critic or by what the siblings earned. A seat's first turn is paid
 * for itself alone, compared with the other first turns: paid for what it makes a partner say, all would soon be alike.
 * So, on purpose, its gradient is not that of all the learner earns.
 */
export function credit(
  { rewards, values, groups, opens }: Earned,
  { nats }: Divergence,
  { baseline, lambda, discount, coefficient, deviation }: CreditOptions,
): Credit {
  const costs = nats.map((turns) => turns.map((words) => klRewards(words, coefficient)));
  const ofWords = rewards.map((turns, row) => wordReturns(turns, costs[row] ?? [], discount));
  const returns = ofWords.map((turns) => turns.map(([first = 0]) => first));
  const earned = rewards.map((turns, row) => withWordRewards(turns, costs[row] ?? []));
  const compared =
    baseline === "critic"
      ? fromTurns(generalisedAdvantages(earned, values, { discount, lambda }), ofWords)
      : leaveOneOutByWord(rewards, ofWords, groups);
  const usual = mean(rewards.flatMap(([opening = 0], row) => (opens[row] === true ? [opening] : [])));
  const raw = compared.map((turns, row) => {
    if (opens[row] !== true) return turns;
    const alone = (rewards[row]?.[0] ?? 0) - usual;
    return [...wordReturns([alone], costs[row]?.slice(0, 1) ?? [], discount), ...turns.slice(1)];
  });
  const observed = updateDeviation(deviation, raw.flat());
  return { advantages: raw.map((turns) => scaledAdvantages(turns, observed)), returns, deviation: observed };
}

/** A turn's advantage for its first word; a later word is not paid for what those before it cost. */
function fromTurns(advantages: readonly (readonly number[])[], returns: readonly number[][][]): number[][][] {
  return returns.map((turns, row) =>
    turns.map((words, u) => words.map((value) => (advantages[row]?.[u] ?? 0) + value - (words[0] ?? 0))),
  );
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
