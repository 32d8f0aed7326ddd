import { describe, expect, test } from "vitest";
import { initDeviation } from "../../src/rl/deviation.ts";
import { credit, type CreditOptions } from "../../src/train/credit.ts";

/** A running deviation that is 1 and stays so for a while: advantages come out as they are, but for a known factor. */
const options: CreditOptions = {
  baseline: "critic",
  lambda: 1,
  discount: 0.5,
  coefficient: 2,
  deviation: initDeviation,
};
// Two turns of one dialogue: 1 then 4, in two words and one; the second word cost half a nat.
const earned = { rewards: [[1, 4]], values: [[0, 0]], groups: [0], opens: [false] };
const apart = { nats: [[[0, 0.5], [0]]], perWord: 0, entropy: 0 };

/** All advantages have one factor in common: their quotients. */
function relative({ advantages }: ReturnType<typeof credit>): number[] {
  const all = advantages.flat(2);
  return all.map((value) => value / (all[0] ?? Number.NaN));
}

describe("with a critic that expects nothing, and λ = 1,", () => {
  test("a turn is worth what it and all that follows earn, less what leaving the reference costs", () => {
    // Turn 0: 1 − 2·0.5 + 0.5·4 = 2; its second word the same, for the cost is its own; turn 1: 4.
    const found = credit(earned, apart, options);
    expect(found.returns).toEqual([[2, 4]]);
    expect(relative(found)).toEqual([1, 1, 2]);
  });

  test("a later word does not pay for what those before it cost", () => {
    const found = credit(earned, { ...apart, nats: [[[0.5, 0], [0]]] }, options);
    // First word 2, second 3: what the first cost is behind it.
    expect(relative(found)).toEqual([1, 1.5, 2]);
  });
});

test("what the critic expected is taken off, and with λ = 0 what comes later is what it expects", () => {
  const found = credit({ ...earned, values: [[1, 2]] }, apart, { ...options, lambda: 0 });
  // δ_0 = (1 − 1) + 0.5·2 − 1 = 0; δ_1 = 4 − 2 = 2; the critic learns from the true returns all the same.
  expect(found.advantages.flat(2).map((value) => value / (found.advantages[0]?.[1]?.[0] ?? Number.NaN))).toEqual([
    0, 0, 1,
  ]);
  expect(found.returns).toEqual([[2, 4]]);
});

test("by leave-one-out the siblings are taken off, and the critic is not asked", () => {
  const two = { rewards: [[1], [3]], values: [[9], [9]], groups: [0, 0], opens: [false, false] };
  const found = credit(two, { ...apart, nats: [[[0]], [[0]]] }, { ...options, baseline: "leave-one-out" });
  expect(relative(found)).toEqual([1, -1]);
});

test("a first turn is paid for itself alone, compared with other first turns, and costs", () => {
  const two = { rewards: [[1, 4], [3, 4], [9]], values: [[0, 0], [0, 0], [0]], groups: [0, 1, 2] };
  const nats = [[[0.25, 0.5], [0]], [[0], [0]], [[0]]];
  const found = credit({ ...two, opens: [true, true, false] }, { ...apart, nats }, options);
  // 1 and 3 where 2 is usual; −2·(0.25 + 0.5) and −2·0.5; the turns behind are worth their 4, the one that opens nothing its 9.
  expect(relative(found).map((value) => value * -2.5)).toEqual([-2.5, -2, 4, 1, 4, 9].map((n) => expect.closeTo(n, 5)));
  expect(found.returns[0]).toEqual([1 - 1.5 + 0.5 * 4, 4]);
});
