import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leaveOneOut, leaveOneOutByWord } from "../../src/rl/baselines.ts";

describe("leave-one-out", () => {
  test("compares a return with the mean of its siblings'", () => {
    // 6 − (0 + 3)/2, 0 − (6 + 3)/2, 3 − (6 + 0)/2; the other group: 1 − 5, 5 − 1.
    expect(leaveOneOut([[6], [0], [3], [1], [5]], [0, 0, 0, 1, 1])).toEqual([[4.5], [-4.5], [0], [-4], [4]]);
  });

  test("compares with the siblings that have the turn, and is 0 where none has", () => {
    const returns = [[1, 10, 7], [3, 4], [5]];
    expect(leaveOneOut(returns, [0, 0, 0])).toEqual([[-3, 6, 0], [0, -6], [3]]);
  });

  test("finds a group's dialogues wherever they stand", () => {
    expect(leaveOneOut([[1], [10], [3]], [7, 2, 7])).toEqual([[-2], [0], [2]]);
  });

  test("is exactly 0 where all returns are equal, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
        fc.integer({ min: 1, max: 9 }),
        (value, rollouts) => {
          const advantages = leaveOneOut(
            Array.from({ length: rollouts }, () => [value, value]),
            Array.from({ length: rollouts }, () => 0),
          );
          expect(advantages.flat().every((advantage) => advantage === 0)).toBe(true);
        },
      ),
    );
    // The plain mean does not do: (0.1 + 0.1 + 0.1) / 3 is not 0.1.
    expect(leaveOneOut([[0.1], [0.1], [0.1], [0.1]], [0, 0, 0, 0])).toEqual([[0], [0], [0], [0]]);
  });

  test("sums to 0 in a group whose dialogues are equally long", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 6 }), (values) => {
        const advantages = leaveOneOut(
          values.map((value) => [value]),
          values.map(() => 0),
        ).flat();
        expect(advantages.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0);
      }),
    );
  });

  test("wants a group for every dialogue", () => {
    expect(() => leaveOneOut([[1], [2]], [0])).toThrow("groups: found 1 for 2 dialogues, expected one each");
  });

  test("compares a word with what its siblings earn in their whole dialogue", () => {
    // At the first turn they stand at 5 and 6. At the second one at 1 + 9 = 10, and at 6, for the sibling is over.
    const rewards = [[1, 9], [6]];
    const returns = [[[5, 3], [9]], [[6, 7]]];
    expect(leaveOneOutByWord(rewards, returns, [0, 0])).toEqual([[[-1, -3], [4]], [[1, 2]]]);
  });

  test("does not blame a turn for what was earned before it", () => {
    // Both earn 1 by asking for a name, one early, one late: no turn of either is better than its sibling's.
    const rewards = [
      [1, 0],
      [0, 1],
    ];
    const returns = [
      [[1], [0]],
      [[1], [1]],
    ];
    expect(leaveOneOutByWord(rewards, returns, [0, 0]).flat(2)).toEqual([0, 0, 0, 0]);
  });
});
