import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readable } from "../../src/text/readable.ts";
import { spaced } from "../../src/text/tokenizer.ts";

test.each([
  ["hi , what can i get you ?", "Hi, what can I get you?"],
  ["i'm sorry . we are out of scones !", "I'm sorry. We are out of scones!"],
  [`she said " hello there . " to me`, `She said "hello there." To me`],
  ["that's £ 4.50 ( or $ 5 ) , 50 % off", "That's £4.50 (or $5), 50% off"],
  ["well ... i don't know and / or care", "Well... I don't know and/or care"],
  ["goin ' home", "Goin' home"],
  ["ßtrange", "ßtrange"],
  ["", ""],
])("shows %j as %j", (spacedText, expected) => {
  expect(readable(spacedText)).toBe(expected);
});

test("what is read is the same words: spacing the readable text gives the spaced text back", () => {
  const word = fc.constantFrom(
    "i",
    "i'm",
    "tea",
    "sold-out",
    "élan",
    "4.50",
    "2",
    ",",
    "?",
    "!",
    "(",
    ")",
    '"',
    ";",
    "...",
    "%",
    "$",
    "/",
    "-",
  );
  fc.assert(
    fc.property(fc.array(word), (words) => {
      // Where two signs in a row would make a third, such as "/ /" or "2 , 3", people's spelling has no way to part them.
      fc.pre(!words.some((one, place) => /^[\d.,%$/-]/.test(one) && /^[\d./,-]/.test(words[place + 1] ?? "")));
      expect(spaced(readable(words.join(" ")))).toBe(words.join(" "));
    }),
    { numRuns: 500 },
  );
});
