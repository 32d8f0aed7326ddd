import { Tokenizer } from "@huggingface/tokenizers";
import { expect, test } from "vitest";
import { CheckpointError } from "../../src/errors.ts";
import { tokenize } from "../../src/text/tokenizer.ts";
import { vocabularyFromJson, vocabularyToJson } from "../../src/text/tokenizer-file.ts";
import { vocabulary } from "../../src/text/vocabulary.ts";

const words = vocabulary(
  ["hi", ",", "i'd", "like", "the", "sold-out", '"', "book", "-", "4.50", "...", "naïve", "constructor", "42", "7"],
  ["price", "sold-out"],
);
const json = vocabularyToJson(words);

test("reads back what it wrote: words, ids and fields", () => {
  const read = vocabularyFromJson(json);
  expect(read.words).toEqual(words.words);
  expect(read.fields).toEqual(words.fields);
});

test.each([
  "Hi, I'd like the “book” — 4.50…",
  "HI,hi  NAÏVE naive sold-out sold out 42 7 4.5",
  "constructor\u00ad ‘hi’ — zebra",
  "",
])("gives @huggingface/tokenizers the ids that we have for %j", (text) => {
  const theirs = new Tokenizer(JSON.parse(json), { unk_token: "<new1>" });
  const ours = tokenize(text).map((word) => words.id(word) ?? words.slots[0]);
  expect(theirs.encode(text).ids).toEqual(ours);
});

test("other readers take the marks as marks", () => {
  const theirs = new Tokenizer(JSON.parse(json), { unk_token: "<new1>" });
  expect(theirs.encode("<me> Hi <you> hi <end>").ids).toEqual([0, 7, 1, 7, 2]);
});

function failure(text: string): string {
  try {
    vocabularyFromJson(text, "runs/x/tokenizer.json");
  } catch (error) {
    if (error instanceof CheckpointError) return error.message;
  }
  throw new Error("expected a CheckpointError");
}

test("a truncated file is told apart from another program's and from one that lacks an id", () => {
  expect(failure(json.slice(0, 500))).toBe(
    "runs/x/tokenizer.json is not JSON: it is truncated, or not a tokenizer; restore the checkpoint",
  );
  expect(failure(json.replace('"WordLevel"', '"BPE"'))).toMatch(/"model": "type" is "BPE"; expected "WordLevel"/);
  expect(failure(json.replace('"hi": 7', '"hi": 70'))).toMatch(/id 7 is missing/);
});
