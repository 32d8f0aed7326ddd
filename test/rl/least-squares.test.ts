import { expect, test } from "vitest";
import { ridgeRegression } from "../../src/rl/least-squares.ts";

test("finds the line through points on it, where the ridge is small", () => {
  const rows = [
    [0, 1],
    [1, 1],
    [2, 1],
  ];
  const [slope, intercept] = ridgeRegression(rows, [3, 5, 7], 1e-9);
  expect(slope).toBeCloseTo(2, 6);
  expect(intercept).toBeCloseTo(3, 6);
});

test("is shrunk by the ridge, and has a solution where columns are alike", () => {
  // One column: w = Σxy / (Σx² + ridge) = 4 / (2 + 2).
  expect(ridgeRegression([[1], [1]], [2, 2], 2)).toEqual([1]);
  const [a, b] = ridgeRegression([[1, 1]], [4], 2);
  expect(a).toBeCloseTo(1, 9); // Σ of both: 4·2 / (2 + 2) = 2, in equal parts
  expect(b).toBeCloseTo(1, 9);
});

test("wants a target for every row", () => {
  expect(() => ridgeRegression([[1]], [], 1)).toThrow("found 0 targets for 1 rows");
  expect(ridgeRegression([], [], 1)).toEqual([]);
});
