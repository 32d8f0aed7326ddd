import { describe, expect, test } from "vitest";
import { generalisedAdvantages } from "../../src/rl/gae.ts";
import {
  contextOf,
  cosine,
  expectation,
  expectedPolicyGradient,
  numericGradient,
  type Parameters,
  probability,
  scale,
  type Sequence,
  sequences,
  sparseProblem,
} from "./enumerable.ts";

const { parameters } = sparseProblem(808);

describe("generalised advantages", () => {
  /** A turn's reward depends on what was said up to it. */
  const rewardAt = (sequence: Sequence, t: number): number =>
    Math.sin(1 + contextOf(sequence, t) * 7 + (sequence[t] ?? 0) * 3);
  const total = numericGradient(parameters, (at) =>
    expectation(at, (sequence) => sequence.reduce((sum, _, t) => sum + rewardAt(sequence, t), 0)),
  );

  /** With a critic that says `value` of what was said before a turn. */
  function expected(lambda: number, value: (context: number, t: number) => number): Parameters {
    return expectedPolicyGradient(parameters, (sequence) => {
      const turns = sequence.map((_, t) => rewardAt(sequence, t));
      const values = sequence.map((_, t) => value(contextOf(sequence, t), t));
      return generalisedAdvantages([turns], [values], { discount: 1, lambda })[0] ?? [];
    });
  }

  /** What is still to come on average after what was said. */
  const wise = (context: number, t: number): number => {
    let [sum, reached] = [0, 0];
    for (const sequence of sequences) {
      if (contextOf(sequence, t) !== context) continue;
      const chance = probability(parameters, sequence);
      reached += chance;
      sum += chance * sequence.reduce((rest, _, u) => (u < t ? rest : rest + rewardAt(sequence, u)), 0);
    }
    return sum / reached;
  };
  const foolish = (context: number): number => Math.cos(context);

  test("with λ = 1 are exact, whatever the critic says, and with λ = 0.7 or 0 where it is right", () => {
    for (const gradient of [expected(1, foolish), expected(0.7, wise), expected(0, wise)]) {
      expect(cosine(gradient, total)).toBeGreaterThan(0.999);
      expect(scale(gradient, total)).toBeCloseTo(1, 4);
    }
  });

  test("with a critic that is wrong turn away the more, the smaller λ is", () => {
    const along = [1, 0.7, 0].map((lambda) => cosine(expected(lambda, foolish), total));
    expect(along[1]).toBeLessThan(along[0] ?? 0);
    expect(along[2]).toBeLessThan(along[1] ?? 0);
  });
});
