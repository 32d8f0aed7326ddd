import { expect, test } from "vitest";
import { randomFrom } from "../../src/rng.ts";
import { trainTrigram } from "../../src/text/trigram.ts";
import { trainWordTrigram } from "../../src/text/word-trigram.ts";

test("gives the numbers that were worked by hand", () => {
  // One sequence 0 1 0 1, V = 3, start sign s, every d = 3/4. 3-grams: s s 0, s 0 1, 0 1 0, 1 0 1.
  // Words before 2-grams: N(· s 0) = 1, N(· 0 1) = 2 (s and 1), N(· 1 0) = 1; words before words: N(· 0) = 2, N(· 1) = 1, all 3.
  const model = trainTrigram([[0, 1, 0, 1]], 3);
  const first = (count: number): number => (Math.max(count - 0.75, 0) + 0.75 * 2 * (1 / 3)) / 3;
  // After 0 came only 1, with two different words before: total 2, one type.
  const second = (2 - 0.75 + 0.75 * first(1)) / 2;
  const third = 1 - 0.75 + 0.75 * second; // after 1 0 came 1, once
  expect(model.logProb([1, 0], 1)).toBeCloseTo(Math.log(third), 12);
  // After 2 0 nothing was seen: p₂ speaks alone; after 2 2 not even that: p₁.
  expect(model.logProb([2, 0], 1)).toBeCloseTo(Math.log(second), 12);
  expect(model.logProb([2, 2], 2)).toBeCloseTo(Math.log(first(0)), 12);
});

function noise(seed: number, count: number, vocabularySize: number): number[][] {
  const random = randomFrom(seed, "noise");
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + random.below(12) }, () => Math.floor(vocabularySize * random.next() ** 2)),
  );
}

test("is a proper distribution after seen, half seen and unseen histories", () => {
  const size = 40;
  const training = noise(1, 60, size);
  const model = trainTrigram(training, size, noise(2, 20, size));
  const seen = training.find((sequence) => sequence.length > 3) ?? [];
  for (const context of [[], [0], seen.slice(0, 2), [39, 0], [39, 38]]) {
    const sum = Array.from({ length: size }, (_, word) => Math.exp(model.logProb(context, word))).reduce(
      (a, b) => a + b,
      0,
    );
    expect(sum).toBeCloseTo(1, 10);
  }
});

test("perplexity is that of the words from a place on", () => {
  const model = trainTrigram([[0, 1, 2]], 3);
  const logs = [model.logProb([], 0), model.logProb([0], 1), model.logProb([0, 1], 2)];
  const mean = (some: readonly number[]): number => some.reduce((a, b) => a + b, 0) / some.length;
  expect(model.perplexity([[0, 1, 2]])).toBeCloseTo(Math.exp(-mean(logs)), 10);
  expect(model.perplexity([[0, 1, 2]], 1)).toBeCloseTo(Math.exp(-mean(logs.slice(1))), 10);
});

test("held-out discounts are better on text of the same kind than ¾ everywhere", () => {
  const [training, heldOut, fresh] = [noise(3, 300, 50), noise(4, 100, 50), noise(5, 100, 50)];
  const fitted = trainTrigram(training, 50, heldOut);
  const plain = trainTrigram(training, 50);
  expect(plain.discounts).toEqual([0.75, 0.75, 0.75]);
  expect(fitted.perplexity(heldOut)).toBeLessThan(plain.perplexity(heldOut));
  expect(fitted.perplexity(fresh)).toBeLessThan(plain.perplexity(fresh));
});

test("learns an order that single words do not show", () => {
  const model = trainTrigram(
    Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? [0, 1, 2, 0, 1, 3] : [4, 1, 5, 4, 1, 5])),
    6,
  );
  expect(Math.exp(model.logProb([4, 1], 5))).toBeGreaterThan(0.9);
  expect(Math.exp(model.logProb([0, 1], 5))).toBeLessThan(0.05);
});

test("an id outside the vocabulary is refused", () => {
  expect(() => trainTrigram([[0, 3]], 3)).toThrow("word 3; expected an id below 3");
  expect(() => trainTrigram([], 0)).toThrow("a vocabulary of 0");
});

test("a million words take seconds, not minutes", { timeout: 120_000 }, () => {
  const streams = Array.from({ length: 8000 }, (_, index) => {
    const random = randomFrom(index, "stream");
    return Array.from({ length: 100 }, () => Math.floor(2000 * random.next() ** 3));
  });
  const before = process.cpuUsage();
  trainTrigram(streams, 2000, streams.slice(0, 400));
  const { user } = process.cpuUsage(before);
  // Measured at 1.6 s; five times that is a fault of the algorithm, not of the machine. Processor time, for others may run too.
  expect(user / 1e6).toBeLessThan(8);
});

test("over words: fluent text scores above its own words shuffled, and a foreign one lowest", () => {
  const texts = Array.from({ length: 40 }, (_, index) =>
    `${index % 2 === 0 ? "a flat white" : "one green tea"} please and ${index % 3 === 0 ? "a" : "one"} scone`.split(
      " ",
    ),
  );
  const model = trainWordTrigram(texts);
  const [fluent, shuffled, foreign] = ["a flat white please", "white a please flat", "zum wohl allerseits hier"].map(
    (text) => model.meanLogProb(text.split(" ")),
  );
  expect(fluent).toBeGreaterThan(shuffled ?? 0);
  expect(shuffled).toBeGreaterThan(foreign ?? 0);
});
