import { expect, test } from "vitest";
import { splitOf } from "../../src/text/split.ts";

const facts = new Map([
  ["barista", [{ field: "price", words: "tea two" }]],
  ["customer", [{ field: "drink", words: "tea" }]],
]);

test("cuts eight, one and one tenth by hash", () => {
  const splits = Array.from({ length: 10_000 }, (_, index) => splitOf(new Map(), `hello number ${index}`));
  const share = (split: string): number => splits.filter((found) => found === split).length / splits.length;
  // Three standard errors: 3 √(0.1 · 0.9 / 10,000) = 0.009, 3 √(0.8 · 0.2 / 10,000) = 0.012.
  expect(Math.abs(share("train") - 0.8)).toBeLessThan(0.012);
  expect(Math.abs(share("validation") - 0.1)).toBeLessThan(0.009);
  expect(Math.abs(share("test") - 0.1)).toBeLessThan(0.009);
});

test("is the same for the same scene and opening, in whatever order the seats stand", () => {
  const openings = Array.from({ length: 100 }, (_, index) => `hello ${index}`);
  const reversed = new Map([...facts].reverse());
  expect(openings.map((text) => splitOf(reversed, text))).toEqual(openings.map((text) => splitOf(facts, text)));
  expect(openings.map((text) => splitOf(new Map(), text))).not.toEqual(openings.map((text) => splitOf(facts, text)));
});
