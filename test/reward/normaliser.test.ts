import fc from "fast-check";
import { expect, test } from "vitest";
import type { Judgement } from "../../src/reward/judgement.ts";
import { Normaliser, NormaliserState } from "../../src/reward/normaliser.ts";

/** One dialogue a list, one turn a value, all by one rule. */
function judged(...dialogues: readonly (readonly (number | null)[])[]): Judgement {
  return dialogues.map((values, row) => ({
    id: String(row),
    turns: values.map((value) => ({ seat: "a", scores: new Map([["rule", { value, evidence: [] }]]) })),
  }));
}

function observed(...dialogues: readonly (readonly (number | null)[])[]): Normaliser {
  const normaliser = new Normaliser();
  normaliser.observe(judged(...dialogues));
  return normaliser;
}

test("gives deviations above the mean", () => {
  // Mean 5, population deviation 2: the textbook's eight numbers.
  const normaliser = observed([2, 4, 4, 4], [5, 5, 7, 9]);
  expect(normaliser.normalise("rule", 9)).toBeCloseTo(2);
  expect(normaliser.normalise("rule", 2)).toBeCloseTo(-1.5);
});

test("leaves out turns that a rule did not apply to", () => {
  expect(observed([0, null, 2, null]).normalise("rule", 2)).toBeCloseTo(1);
});

test("gives 0 for a rule with one score only, and for one never seen", () => {
  expect(observed([0.7, 0.7], [0.7]).normalise("rule", 0.7)).toBe(0);
  expect(observed([0.7, 0.7], [0.7]).normalise("rule", 1)).toBe(0);
  expect(observed([1, 0]).normalise("other", 1)).toBe(0);
});

test("clips at five deviations", () => {
  const normaliser = observed([1, ...Array.from({ length: 99 }, () => 0)]);
  expect(normaliser.normalise("rule", 1)).toBe(5);
  expect(normaliser.normalise("rule", -100)).toBe(-5);
});

test("learns from 500 dialogues and then no more", () => {
  const normaliser = observed(...Array.from({ length: 499 }, (_, index) => [index % 2]));
  expect(normaliser.frozen).toBe(false);
  normaliser.observe(judged([1], [1000], [1000]));
  expect(normaliser.frozen).toBe(true);
  expect(normaliser.state.dialogues).toBe(500);
  expect(normaliser.normalise("rule", 1)).toBeCloseTo(1);
});

test("goes on from its state, through JSON, as if it had never stopped", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }))), fc.nat(), (dialogues, cut) => {
      const before = dialogues.slice(0, cut % (dialogues.length + 1));
      const after = dialogues.slice(before.length);
      const resumed = new Normaliser(NormaliserState.parse(JSON.parse(JSON.stringify(observed(...before).state))));
      resumed.observe(judged(...after));
      expect(resumed.state).toEqual(observed(...dialogues).state);
    }),
  );
});

test("agrees with mean and deviation taken in two passes", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2 }), (values) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      fc.pre(deviation > 1e-3);
      const expected = Math.max(-5, Math.min(5, ((values[0] ?? 0) - mean) / deviation));
      expect(observed(values).normalise("rule", values[0] ?? 0)).toBeCloseTo(expected, 6);
    }),
  );
});
