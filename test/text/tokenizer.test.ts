import * as fc from "fast-check";
import { expect, test } from "vitest";
import { spaced, tokenize } from "../../src/text/tokenizer.ts";

test.each([
  ["Hi, what can I get you?", "hi , what can i get you ?"],
  ["I'm fine — really… “so” they say", `i'm fine - really ... " so " they say`],
  ["It’s £4.50 at 10:30, or 1,000!", "it's £ 4.50 at 10:30 , or 1,000 !"],
  ["a gluten-free, sold_out scone--sorry", "a gluten-free , sold_out scone - sorry"],
  ["Zoë ORDERED Żurek und Straße", "zoë ordered żurek und straße"],
  ["他说：你好。 Привет", "他说 ： 你好 。 привет"],
  ["goin' 'home'", "goin ' ' home '"],
  ["👍🏽 ❤️ so\u00ad\u200bft", "👍🏽 ❤️ soft"],
  ["caf\u0065\u0301", "café"],
  ["constructor __proto__", "constructor _ _ proto _ _"],
  [" \t\n ", ""],
])("spaces %j as %j", (text, expected) => {
  expect(spaced(text)).toBe(expected);
});

test("a mark that a person types is punctuation and a word, never a mark", () => {
  expect(tokenize("<me> <new1>")).toEqual(["<", "me", ">", "<", "new1", ">"]);
});

test("tokenizing what was tokenized changes nothing, whatever the text", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(fc.constantFrom("I'm", "..", ".", "-", "—", "'", "4.5", ":", "é", "\u0301", "İ", "Σ", "🏽", " ", "_"))
      .map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, (any) => {
      const once = tokenize(any);
      expect(tokenize(once.join(" "))).toEqual(once);
      expect(once.every((word) => word !== "" && !/\s/u.test(word))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
