import { expect, test } from "vitest";
import type { Dialogue } from "../../src/dialogue/dialogue.ts";
import { buildVocabulary, vocabulary } from "../../src/text/vocabulary.ts";

function dialogue(texts: readonly string[], about: Partial<Dialogue> = {}): Dialogue {
  const turns = texts.map((text, index) => ({ seat: index % 2 === 0 ? "a" : "b", text }));
  return { id: "1", split: "train", scene: { id: "1", facts: new Map(), opening: [] }, turns, ...about };
}

const own = (words: readonly string[]): readonly string[] => words.slice(7);

test("the marks come first, then words by count, ties by alphabet", () => {
  const built = buildVocabulary([dialogue(["b a c", "c a"]), dialogue(["b c", "a"])]);
  expect(built.words).toEqual(["<me>", "<you>", "<end>", "<new1>", "<new2>", "<new3>", "<new4>", "a", "c", "b"]);
  expect([built.me, built.you, built.end, built.slots]).toEqual([0, 1, 2, [3, 4, 5, 6]]);
  expect(built.words.map((word) => built.id(word))).toEqual(built.words.map((_, id) => id));
});

test("a word of one dialogue is left to the slots, however often that dialogue says it", () => {
  expect(own(buildVocabulary([dialogue(["zoë zoë zoë", "hi"]), dialogue(["hi"])]).words)).toEqual(["hi"]);
  expect(own(buildVocabulary([dialogue(["zoë", "hi"])], { minCount: 1 }).words)).toEqual(["hi", "zoë"]);
});

test("only so many words are kept, the most frequent ones, and the marks do not count", () => {
  const many = [dialogue(["x x y z", "y"]), dialogue(["x y z"])];
  expect(own(buildVocabulary(many, { limit: 2 }).words)).toEqual(["x", "y"]);
});

test("validation and test dialogues teach no word and no field", () => {
  const unseen = { scene: { id: "1", facts: new Map([["a", [{ field: "drink", words: "tea" }]]]), opening: [] } };
  const built = buildVocabulary([
    dialogue(["hi"]),
    dialogue(["hi"]),
    dialogue(["bye"], { ...unseen, split: "test" }),
    dialogue(["bye"], { ...unseen, split: "validation" }),
  ]);
  expect(own(built.words)).toEqual(["hi"]);
  expect(built.fields).toEqual(["seat a"]);
});

test("words and field names of facts count, also of facts that the world gives later", () => {
  const facts = new Map([["a", [{ field: "sold-out", words: "plum tart" }]]]);
  const later = { seat: "b", text: "hi", gives: new Map([["a", [{ field: "total", words: "four" }]]]) };
  const one = dialogue([], { scene: { id: "1", facts, opening: [] }, turns: [later] });
  const built = buildVocabulary([one, one]);
  expect([...own(built.words)].sort()).toEqual(["four", "hi", "plum", "sold-out", "tart", "total"]);
  expect(built.fields).toEqual(["seat b", "sold-out", "total"]);
  expect(["sold-out", "total", "price"].map((field) => built.fieldId(field))).toEqual([2, 3, 0]);
});

test("names of an object's own parts are words like any other", () => {
  const built = buildVocabulary([dialogue(["constructor __proto__"]), dialogue(["constructor __proto__"])]);
  expect(own(built.words)).toEqual(["__proto__", "constructor"]);
  expect(built.id("toString")).toBeUndefined();
});

test("a word that is there twice is refused", () => {
  expect(() => vocabulary(["tea", "tea"], [])).toThrow("twice");
});
