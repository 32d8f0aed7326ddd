import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isStopWord, ngrams, sentences, stem, topicStems, withoutMarks } from "../../src/reward/words.ts";

describe("sentences", () => {
  test.each([
    ["hi . how are you ?", ["hi .", "how are you ?"]],
    ["no end", ["no end"]],
    ["well ... yes !", ["well ...", "yes !"]],
    ["", [""]],
  ])("%j", (text, parts) => {
    expect(sentences(text.split(" ")).map((words) => words.join(" "))).toEqual(parts);
  });

  test("lose and add no word", () => {
    const word = fc.constantFrom("a", "b", ".", "!", "?", ",", "...");
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(sentences(words).flat()).toEqual(words);
      }),
    );
  });
});

test("there is an n-gram from every word on that has enough behind it", () => {
  expect(ngrams(["a", "b", "c"], 2)).toEqual(["a b", "b c"]);
  expect(ngrams(["a"], 2)).toEqual([]);
});

test("marks are what has neither letter nor digit", () => {
  expect(withoutMarks("i'm 4.50 , sold-out ! ünï …".split(" "))).toEqual(["i'm", "4.50", "sold-out", "ünï"]);
});

test.each([
  ["the", true],
  ["i'm", true],
  ["that's", true],
  ["wouldn't", true],
  ["please", true],
  ["latte", false],
  ["o'clock", true],
  ["dog's", false],
])("%s is a stop word: %s", (word, expected) => {
  expect(isStopWord(word)).toBe(expected);
});

test("a topic is the same in other forms of its words, and does not hang on their order", () => {
  expect(topicStems("my dog's running , please !".split(" "))).toEqual(new Set([stem("dog"), stem("runs")]));
});
