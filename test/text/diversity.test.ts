import { expect, test } from "vitest";
import { distinct, repeatedFourGrams, topReply, uniqueShare } from "../../src/text/diversity.ts";
import { selfBleu4 } from "../../src/text/self-bleu.ts";

const texts = (...all: string[]): string[][] => all.map((text) => text.split(" "));

test("distinct-n counts different n-grams within texts, not across them", () => {
  // "a b", "b a", "a b" and, in the second text, "b a": two different ones of four.
  expect(distinct(texts("a b a b", "b a"), 2, 100)).toBe(0.5);
  expect(distinct(texts("a b", "c d"), 2, 100)).toBe(1);
  expect(distinct(texts("a"), 2, 100)).toBe(0);
});

test("distinct-n reads only so many words, cutting the last text", () => {
  expect(distinct(texts("a b c", "a a a a"), 1, 3)).toBe(1);
  expect(distinct(texts("a b c", "a a a a"), 1, 4)).toBe(0.75);
});

test("unique share and the top reply tell a policy that found one phrase", () => {
  const replies = texts("ok", "ok", "ok", "a flat white");
  expect(uniqueShare(replies)).toBe(0.5);
  expect(topReply(replies)).toEqual({ text: "ok", share: 0.75 });
  expect([uniqueShare([]), topReply([])]).toEqual([0, { text: "", share: 0 }]);
});

test("a 4-gram said again in the same dialogue is repeated", () => {
  // 4-grams: "a b c d" of the first turn, "a b c d" and "b c d e" of the second.
  expect(repeatedFourGrams(texts("a b c d", "a b c d e"))).toBeCloseTo(1 / 3, 12);
  expect(repeatedFourGrams(texts("a b c"))).toBe(0);
});

test("self-BLEU-4 is NLTK's", () => {
  // from nltk.translate.bleu_score import sentence_bleu, SmoothingFunction  # nltk 3.10.3
  // mean(sentence_bleu(T[:i] + T[i+1:], t, smoothing_function=SmoothingFunction().method1) for i, t in enumerate(T))
  const mixed = texts(
    "the cat sat on the mat",
    "the cat sat on a red mat today",
    "hello there",
    "a dog ran over the red mat and sat",
    "hello there",
    "ok",
  );
  expect(selfBleu4(mixed)).toBeCloseTo(0.243047274901221, 12);
  const near = texts("one two three four five", "one two three four six", "one one two three four");
  expect(selfBleu4(near)).toBeCloseTo(0.668740304976422, 12);
});

test("self-BLEU-4 is 1 when all say the same, and 0 when none shares a word", () => {
  expect(selfBleu4(texts("a b c d e", "a b c d e"))).toBe(1);
  expect(selfBleu4(texts("a b c d", "e f g h"))).toBe(0);
});
