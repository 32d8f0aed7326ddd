import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Dialogue } from "../../src/dialogue/dialogue.ts";
import { CorpusError } from "../../src/errors.ts";
import { assemble, Seating } from "../../src/text/assemble.ts";
import { dialogueToLine, lineReader } from "../../src/text/dialogue-json.ts";

const seats = ["barista", "customer"] as const;

function roundTrip(dialogue: Dialogue): Dialogue | string {
  const read = lineReader(seats)(dialogueToLine(dialogue));
  return assemble({ file: "x.jsonl", line: 1, lines: 1, ...read }, new Seating(seats), "1");
}

const text = fc
  .array(fc.constantFrom("hi", ",", "tea", "constructor", "4.50", "?"), { minLength: 1 })
  .map((all) => all.join(" "));
const facts = fc
  .array(fc.record({ field: fc.constantFrom("price", "sold-out", "__proto__"), words: text }), { minLength: 1 })
  .chain((known) => fc.constantFrom(...seats).map((seat) => new Map([[seat, known]])));
const turns = fc.array(
  fc.record({ text, gives: facts, takes: facts, cut: fc.constant(true) }, { requiredKeys: ["text"] }),
  { minLength: 1 },
);

test("a dialogue comes back from its line as it was", () => {
  const dialogue = fc.record({
    facts: fc.option(facts),
    turns,
    success: fc.boolean(),
    reasons: fc.array(text),
    ended: fc.boolean(),
  });
  fc.assert(
    fc.property(dialogue, (any) => {
      const said = any.turns.map((turn, index) => ({ seat: seats[index % 2] ?? "", ...turn }));
      const opening = any.facts === null ? said.slice(0, 1) : [];
      const original: Dialogue = {
        id: "a1",
        scene: { id: "a1", facts: any.facts ?? new Map(), opening },
        turns: said,
        split: "test",
        outcome: { success: any.success, reasons: any.reasons },
        ...(any.ended && { ended: true }),
      };
      expect(roundTrip(original)).toEqual(original);
    }),
  );
});

test("scores and log-probabilities stand in the line, and a reader leaves them out", () => {
  const turn = { seat: "barista", text: "hi" };
  const dialogue: Dialogue = {
    id: "a",
    scene: { id: "a", facts: new Map(), opening: [turn] },
    turns: [turn],
    split: "train",
  };
  const line = dialogueToLine(dialogue, [
    {
      scores: new Map([
        ["on-topic", null],
        ["asks-question", 0.5],
      ]),
      logProb: -2.5,
    },
  ]);
  expect(line).toBe(
    '{"id":"a","split":"train","turns":[{"seat":"barista","text":"hi","scores":{"on-topic":null,"asks-question":0.5},"logProb":-2.5}]}',
  );
  expect(lineReader(seats)(line).turns).toEqual([turn]);
});

test.each([
  ["{", /^is not JSON \(.*\); expected one JSON object a line$/],
  ["[]", /^the line is \[\]; expected an object$/],
  ["{}", /^has no "turns"; expected an array$/],
  ['{"turns":[]}', /^"turns" is \[\]; expected at least 1 in the list$/],
  [
    '{"turns":[{"seat":"barista","text":"hi"},{"text":"hi"}]}',
    /^turn 2 has no "seat"; expected "barista" or "customer"$/,
  ],
  ['{"turns":[{"seat":"waiter","text":"hi"}]}', /^turn 1: "seat" is "waiter"; expected "barista" or "customer"$/],
  ['{"turns":[{"seat":"barista","txt":"hi"}]}', /^turn 1 has no "text"; expected a string$/],
  ['{"turns":[{"seat":"barista","text":"hi","mood":1}]}', /^turn 1 has an unknown key "mood"; remove it/],
  [
    '{"turns":[{"seat":"barista","text":"hi"}],"outcome":{"success":"yes"}}',
    /^"outcome": "success" is "yes"; expected a boolean$/,
  ],
  [
    '{"turns":[{"seat":"barista","text":"hi"}],"split":"dev"}',
    /^"split" is "dev"; expected "train" or "validation" or "test"$/,
  ],
])("says of %s what is wrong", (line, message) => {
  expect(() => lineReader(seats)(line)).toThrow(CorpusError);
  expect(() => lineReader(seats)(line)).toThrow(message);
});
