import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SlotMap, unboundSlot } from "../../src/text/slots.ts";
import { vocabulary } from "../../src/text/vocabulary.ts";

const words = vocabulary(["hi", "thanks"], []);
const [first, second, third, fourth] = words.slots;

test("an unknown word takes the next slot, and keeps it", () => {
  const slots = new SlotMap(words);
  expect(slots.encode(["hi", "zoë", "thanks", "bob", "zoë"])).toEqual([7, first, 8, second, first]);
  expect(slots.encode(["bob"])).toEqual([second]);
});

test("the fifth unknown word takes the slot of the first, and the first is unknown again", () => {
  const slots = new SlotMap(words);
  slots.encode(["a", "b", "c", "d"]);
  expect(slots.encode(["e", "a"])).toEqual([first, second]);
  expect([first, second, third, fourth].map((id) => slots.decode(id ?? -1))).toEqual(["e", "a", "c", "d"]);
});

test("a slot without a word says the placeholder, and tells that it is unbound", () => {
  const slots = new SlotMap(words);
  expect(slots.decode(3)).toBe(unboundSlot);
  expect([slots.isBound(3), slots.isBound(7)]).toEqual([false, true]);
  slots.encode(["zoë"]);
  expect(slots.isBound(3)).toBe(true);
  expect(slots.decode(3)).toBe("zoë");
});

test("an id outside the vocabulary is refused", () => {
  expect(() => new SlotMap(words).decode(9)).toThrow("id 9 is outside the vocabulary of 9");
});

test("up to four unknown words come back as they were, whatever they are", () => {
  const unknown = fc.uniqueArray(
    fc.string({ minLength: 1 }).filter((word) => words.id(word) === undefined),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(
      unknown.chain((some) => fc.array(fc.constantFrom("hi", "thanks", ...some))),
      (said) => {
        const slots = new SlotMap(words);
        expect(slots.encode(said).map((id) => slots.decode(id))).toEqual(said);
      },
    ),
  );
});

test("the newest word of any number of unknown ones comes back", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (said) => {
      const slots = new SlotMap(words);
      const ids = slots.encode(said);
      expect(slots.decode(ids.at(-1) ?? -1)).toBe(said.at(-1));
    }),
  );
});

test("goes on from its state as if it had never stopped, and apart from the one it came from", () => {
  const slots = new SlotMap(words);
  slots.encode(["a", "b", "c"]);
  const resumed = new SlotMap(words, slots.state);
  expect(resumed.encode(["b", "d", "e"])).toEqual([second, fourth, first]);
  expect(slots.encode(["x"])).toEqual([fourth]);
});
