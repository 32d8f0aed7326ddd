import { describe, expect, test } from "vitest";
import { leaveOneOut, leaveOneOutByWord } from "../../src/rl/baselines.ts";
import { initDeviation, scaledAdvantages, updateDeviation } from "../../src/rl/deviation.ts";
import { klRewards } from "../../src/rl/kl.ts";
import { wordReturns } from "../../src/rl/returns.ts";
import { type Random, randomFrom } from "../../src/rng.ts";
import {
  addPolicyGradient,
  draw,
  logProbs,
  normals,
  parameterCount,
  type Parameters,
  probability,
  type Sequence,
  sequences,
  softmax,
} from "./enumerable.ts";

const problem = (seed: number): Parameters => {
  const normal = normals(randomFrom(seed, "reference"));
  return Float64Array.from({ length: parameterCount }, () => normal() / 2);
};

/** The leave-one-out gradient of 16 groups of four sampled sequences, with KL in the reward of every word. */
function sampledGradient(
  parameters: Parameters,
  reward: (sequence: Sequence) => number,
  anchor: { readonly reference: Parameters; readonly coefficient: number },
  random: Random,
): Parameters {
  const groups = Array.from({ length: 64 }, (_, i) => Math.floor(i / 4));
  const drawn = groups.map(() => draw(parameters, random));
  const rewards = drawn.map((sequence) => [reward(sequence)]);
  const returns = drawn.map((sequence, i) => {
    const other = logProbs(anchor.reference, sequence);
    const cost = klRewards(
      logProbs(parameters, sequence).map((logProb, t) => logProb - (other[t] ?? 0)),
      anchor.coefficient,
    );
    return wordReturns(rewards[i] ?? [], [cost], 1);
  });
  const gradient = new Float64Array(parameterCount);
  for (const [i, [advantages = []]] of leaveOneOutByWord(rewards, returns, groups).entries()) {
    addPolicyGradient(
      gradient,
      parameters,
      drawn[i] ?? [],
      advantages.map((advantage) => advantage / groups.length),
    );
  }
  return gradient;
}

test("with KL in the reward, what is learnt is π₀·exp(R/β)/Z", () => {
  const reference = problem(5);
  const coefficient = 0.5;
  const random = randomFrom(6);
  const rewardOf = new Map(sequences.map((sequence) => [sequence.join(), random.next()]));
  const reward = (sequence: Sequence): number => rewardOf.get(sequence.join()) ?? Number.NaN;

  const tilted = sequences.map(
    (sequence) => probability(reference, sequence) * Math.exp(reward(sequence) / coefficient),
  );
  const sum = tilted.reduce((total, weight) => total + weight, 0);
  const distance = (parameters: Parameters): number =>
    sequences.reduce(
      (total, sequence, i) => total + Math.abs(probability(parameters, sequence) - (tilted[i] ?? 0) / sum),
      0,
    ) / 2;

  let parameters = reference.slice();
  expect(distance(parameters)).toBeGreaterThan(0.15);
  const steps = 500;
  for (let step = 0; step < steps; step++) {
    const gradient = sampledGradient(parameters, reward, { reference, coefficient }, random);
    const rate = 4 * (1 - step / steps);
    parameters = parameters.map((value, i) => value + rate * (gradient[i] ?? 0));
  }
  expect(distance(parameters)).toBeLessThan(0.03);
});

describe("constant reward", () => {
  test("with leave-one-out gives a gradient of exactly 0, so that nothing is learnt from peakiness", () => {
    const parameters = problem(5);
    const gradient = sampledGradient(parameters, () => 0.7, { reference: parameters, coefficient: 0 }, randomFrom(7));
    expect(gradient.every((value) => value === 0)).toBe(true);
  });

  test("shows a gradient where a reward differs", () => {
    const parameters = problem(5);
    const reward = ([first = 0]: Sequence): number => first;
    const gradient = sampledGradient(parameters, reward, { reference: parameters, coefficient: 0 }, randomFrom(7));
    expect(gradient.some((value) => value !== 0)).toBe(true);
  });
});

test("a ten-armed bandit is played on its best arm 95 times of a hundred", () => {
  const random = randomFrom(8);
  const normal = normals(random);
  const worth = Array.from({ length: 10 }, normal);
  const best = worth.indexOf(Math.max(...worth));
  const pull = (policy: readonly number[]): number => {
    let left = random.next();
    return Math.max(
      0,
      policy.findIndex((p) => (left -= p) < 0),
    );
  };
  const groups = [0, 0, 0, 0];
  let logits = worth.map(() => 0);
  let deviation = initDeviation;
  for (let step = 0; step < 1000; step++) {
    const policy = softmax(logits);
    const arms = groups.map(() => pull(policy));
    const advantages = leaveOneOut(
      arms.map((arm) => [(worth[arm] ?? 0) + normal()]),
      groups,
    );
    deviation = updateDeviation(deviation, advantages);
    for (const [i, [advantage = 0]] of scaledAdvantages(advantages, deviation).entries()) {
      logits = logits.map((logit, arm) => logit + 0.05 * advantage * (Number(arm === arms[i]) - (policy[arm] ?? 0)));
    }
  }
  const policy = softmax(logits);
  const played = Array.from({ length: 1000 }, () => pull(policy)).filter((arm) => arm === best).length;
  expect(played).toBeGreaterThanOrEqual(950);
});
