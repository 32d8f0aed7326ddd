import { describe, expect, test } from "vitest";
import { composite, turnRewards, weightShares } from "../../src/reward/combine.ts";
import type { Evidence } from "../../src/reward/contract.ts";
import { compliance, type Judgement, ruleMeans } from "../../src/reward/judgement.ts";
import { ruleOf } from "./dialogue-of.ts";

const rules = [
  ruleOf("kind", () => null, { weight: 3 }),
  ruleOf("short", () => null, { weight: 1, range: [-10, 10] }),
  ruleOf("metric", () => null, { weight: 0 }),
];

type Values = Readonly<Record<string, number | null>>;

function judged(
  turns: readonly (readonly [seat: string, values: Values])[],
  evidence: readonly Evidence[] = [],
): Judgement {
  return [
    {
      id: "1",
      turns: turns.map(([seat, values]) => ({
        seat,
        scores: new Map(Object.entries(values).map(([rule, value]) => [rule, { value, evidence }])),
      })),
    },
  ];
}

describe("the reward of a turn", () => {
  const normaliser = { normalise: (_: string, score: number) => 10 * score };

  test("is the sum of normalised scores, weights made to sum to 1", () => {
    expect([...weightShares(rules)]).toEqual([
      ["kind", 0.75],
      ["short", 0.25],
    ]);
    const judgement = judged([["a", { kind: 1, short: 0.2 }]]);
    expect(turnRewards(judgement, rules, normaliser)).toEqual([[10 * (0.75 * 1 + 0.25 * 0.2)]]);
  });

  test("leaves out the share of a rule that did not apply", () => {
    const judgement = judged([
      ["a", { kind: null, short: 0.2 }],
      ["b", { kind: null, short: null }],
    ]);
    expect(turnRewards(judgement, rules, normaliser)).toEqual([[0.25 * 2, 0]]);
  });

  test("does not move with a metric", () => {
    const rewards = (metric: number) => turnRewards(judged([["a", { kind: 1, metric }]]), rules, normaliser);
    expect(rewards(0)).toEqual(rewards(1));
  });

  test("is 0 for the turns of whoever does not learn", () => {
    const judgement = judged([
      ["a", {}],
      ["b", { kind: 1 }],
    ]);
    expect(turnRewards(judgement, rules, normaliser)).toEqual([[0, 7.5]]);
  });
});

describe("the composite", () => {
  test("is the weighted mean of rule means, each scaled by its range", () => {
    // kind: mean 0.5 of [0, 1]; short: mean 5 of [-10, 10] is 0.75. (3 · 0.5 + 1 · 0.75) / 4
    const judgement = judged([
      ["a", { kind: 1, short: 5, metric: 0 }],
      ["b", { kind: 0, short: null, metric: 0 }],
    ]);
    expect(composite(judgement, rules)).toBeCloseTo(0.5625);
  });

  test("leaves out rules that applied nowhere", () => {
    expect(composite(judged([["a", { kind: 1, short: null }]]), rules)).toBe(1);
    expect(composite(judged([["a", { kind: null }]]), rules)).toBeNull();
  });
});

test("rule means leave out turns without a score", () => {
  const means = ruleMeans(
    judged([
      ["a", { kind: 1 }],
      ["b", { kind: null }],
      ["a", { kind: 0 }],
    ]),
    rules,
  );
  expect([...means]).toEqual([
    ["kind", 0.5],
    ["short", null],
    ["metric", null],
  ]);
});

test("compliance counts each requirement each time that it was decided", () => {
  const greet = { note: "", requirement: "greet" };
  const judgement = [
    ...judged([["a", { house: 1 }]], [{ ...greet, kept: true }, { note: "no requirement" }]),
    ...judged(
      [["a", { house: 0.5 }]],
      [
        { ...greet, kept: false },
        { note: "", requirement: "thank", kept: true },
      ],
    ),
  ];
  const house = compliance(judgement).get("house");
  expect([...(house ?? [])]).toEqual([
    ["greet", { kept: 1, decided: 2 }],
    ["thank", { kept: 1, decided: 1 }],
  ]);
});
