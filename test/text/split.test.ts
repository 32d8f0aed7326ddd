import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Dialogue, Split } from "../../src/dialogue/dialogue.ts";
import type { Facts } from "../../src/dialogue/fact.ts";
import { withSplits } from "../../src/text/split.ts";

const price: Facts = new Map([
  ["barista", [{ field: "price", words: "tea two" }]],
  ["customer", [{ field: "drink", words: "tea" }]],
]);

function dialogue(text: string, facts: Facts = new Map(), split?: Split): Dialogue {
  return { id: "1", scene: { id: "1", facts, opening: [] }, turns: [{ seat: "a", text }], ...(split && { split }) };
}

function splitsOf(dialogues: readonly Dialogue[]): (Split | undefined)[] {
  return withSplits(dialogues).map(({ split }) => split);
}

const greetings = (count: number): string[] => Array.from({ length: count }, (_, index) => `hello number ${index}`);

test("cuts eight, one and one tenth by hash", () => {
  const splits = splitsOf(greetings(10_000).map((text) => dialogue(text)));
  const share = (split: string): number => splits.filter((found) => found === split).length / splits.length;
  // Three standard errors: 3 √(0.1 · 0.9 / 10,000) = 0.009, 3 √(0.8 · 0.2 / 10,000) = 0.012.
  expect(Math.abs(share("train") - 0.8)).toBeLessThan(0.012);
  expect(Math.abs(share("validation") - 0.1)).toBeLessThan(0.009);
  expect(Math.abs(share("test") - 0.1)).toBeLessThan(0.009);
});

test("is the same for the same scene and opening, in whatever order the seats stand", () => {
  const [plain, scene, reversed] = [new Map(), price, new Map([...price].reverse())].map((facts) =>
    splitsOf(greetings(100).map((text) => dialogue(text, facts))),
  );
  expect(reversed).toEqual(scene);
  expect(plain).not.toEqual(scene);
});

test("a dialogue stays in its split when others are added", () => {
  const many = splitsOf(greetings(300).map((text) => dialogue(text)));
  expect(splitsOf(greetings(200).map((text) => dialogue(text)))).toEqual(many.slice(0, 200));
});

test("where all dialogues start alike, whole dialogues are told apart, and none of them is in two splits", () => {
  const alike = greetings(1000).map((text): Dialogue => {
    const { turns, ...rest } = dialogue("how can i help ?");
    return { ...rest, turns: [...turns, { seat: "b", text }] };
  });
  const splits = splitsOf([...alike, ...alike]);
  expect(splits.slice(1000)).toEqual(splits.slice(0, 1000));
  // Three standard errors: 3 √(0.1 · 0.9 / 1,000) = 0.028.
  for (const split of ["validation", "test"] as const) {
    const share = splits.filter((found) => found === split).length / splits.length;
    expect(Math.abs(share - 0.1)).toBeLessThan(0.028);
  }
});

test("a split that the file names is kept, and nothing moves where all are named", () => {
  expect(splitsOf(["a", "b", "c"].map((text) => dialogue(text, price, "test")))).toEqual(["test", "test", "test"]);
});

test("three different starts are enough for all three splits, one is for training, and none is in two", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 12 }), (texts) => {
      const splits = splitsOf(texts.map((text) => dialogue(text)));
      const pairs = new Set(texts.map((text, place) => `${text} ${splits[place]}`));
      expect(pairs.size).toBe(new Set(texts).size);
      expect(new Set(splits).size).toBe(Math.min(3, new Set(texts).size));
      expect(splits).toContain("train");
    }),
    { numRuns: 300 },
  );
});
