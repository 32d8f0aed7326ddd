import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePhrase } from "../../../src/reward/house-rules/phrase.ts";
import { PhraseFinder } from "../../../src/reward/house-rules/phrase-finder.ts";

const facts = [
  { field: "sold-out", words: "carrot cake" },
  { field: "sold-out", words: "scone" },
  { field: "total", words: "four fifty" },
];

function found(phrase: string, text: string): string | undefined {
  return new PhraseFinder([parsePhrase(phrase)]).find(text.split(" "), facts);
}

describe("a phrase", () => {
  test.each([
    ["sold out", "that is sold out today", "sold out"],
    ["sold out", "sold right out", undefined],
    ["out", "without", undefined],
    ["allerg*", "any allergies ?", "allergies"],
    ["allerg*", "an allerg", "allerg"],
    ["allerg* ... ?", "allergies , or anything you cannot eat ?", "allergies , or anything you cannot eat ?"],
    ["allerg* ... ?", "no allergies then .", undefined],
    ["[milk|oat milk|nuts] ?", "with oat milk ?", "oat milk ?"],
    ["[milk|nuts] ?", "with milk , right ?", undefined],
    ["no {sold-out}", "sorry , no carrot cake today", "no carrot cake"],
    ["no {sold-out}", "sorry , no carrot soup", undefined],
    ["no {sold-out}", "no lemon cake", undefined],
    ["no [{sold-out}|more]", "no more", "no more"],
    ["what's your name?", "so , what's your name ?", "what's your name ?"],
    ["Hello", "hello there", "hello"],
    ["{nothing}", "anything", undefined],
  ])("%s in %s", (phrase, text, expected) => {
    expect(found(phrase, text)).toBe(expected);
  });

  test("finds its own words anywhere, whatever stands around them", () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(fc.array(word), fc.array(word, { minLength: 1 }), fc.array(word), (before, words, after) => {
        const finder = new PhraseFinder([parsePhrase(words.join(" "))]);
        expect(finder.find([...before, ...words, ...after], [])).toBe(words.join(" "));
      }),
    );
  });

  test("does not take time exponential in its gaps", () => {
    const text = "a ".repeat(120).trim();
    const start = performance.now();
    expect(found("a ... a ... a ... a ... b", text)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test.each([
    ["[milk", 'has a "[" without its pair'],
    ["{total", 'has a "{" without its pair'],
    ["all*rgies", "a * may only stand at the end of a word"],
    ["...", "has no word to look for"],
    ["[milk|]", "has no word to look for"],
    ["", "has no word to look for"],
  ])("%j is refused", (phrase, message) => {
    expect(() => parsePhrase(phrase)).toThrow(message);
  });
});
