import { describe, expect, it } from "vitest";
import { FactMemory } from "../../src/agent/fact-memory.ts";
import { FactReadings } from "../../src/agent/fact-readings.ts";
import { bucketCount, never } from "../../src/agent/recency.ts";
import type { Fact } from "../../src/dialogue/fact.ts";
import { SlotMap } from "../../src/text/slots.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";
import { corpus } from "./toy.ts";

const facts: readonly Fact[] = [
  { field: "price", words: "flat white four please" },
  { field: "price", words: "here four i" },
];
const vocabulary = buildVocabulary(corpus, { minCount: 1 });

/** Sibling and own buckets of every fact word, after each of the words was heard from the partner, or said. */
function after(text: string, mine = false, known = facts) {
  const memory = new FactMemory(vocabulary);
  const slots = new SlotMap(vocabulary);
  memory.give(known, slots);
  for (const word of slots.encode(text.split(" "))) memory.hear(word, mine);
  return readingOf(memory, slots.encode(text.split(" ")).length);
}

/** At the last of `length` places. */
function readingOf(memory: FactMemory, length: number) {
  const readings = new FactReadings(1, memory.words.length);
  readings.set(0, memory.trace(), memory.words, length - 1);
  return { siblings: [...readings.siblingBuckets], selves: [...readings.selfBuckets] };
}

describe("a fact word goes with its siblings", () => {
  it("once all of those before it were heard, since the first of them", () => {
    // "white" follows "flat", 1 word ago; "four" waits for both; "please" for "four", too.
    const { siblings, selves } = after("flat white");
    expect(siblings.slice(0, 4)).toEqual([0, 1, 1, never]);
    expect(selves.slice(0, 4)).toEqual([1, 0, never, never]);
  });

  it("and not with a word that another fact has, too", () => {
    const { siblings } = after("flat white four");
    expect(siblings[3]).toBe(2);
    expect(siblings[6]).toBe(never);
  });

  it("a fact's first word with any of them", () => {
    const { siblings } = after("four");
    expect([siblings[0], siblings[4]]).toEqual([0, 0]);
  });

  it("with whom it was that said them", () => {
    const { siblings } = after("flat white", true);
    expect(siblings.slice(0, 4)).toEqual([bucketCount, bucketCount + 1, bucketCount + 1, never]);
  });

  it("with none where it is alone", () => {
    expect(after("four", false, [{ field: "total", words: "four" }])).toEqual({ siblings: [never], selves: [0] });
  });

  it("in facts that come later, as if they had been there", () => {
    const memory = new FactMemory(vocabulary);
    const slots = new SlotMap(vocabulary);
    for (const word of slots.encode(["flat", "white"])) memory.hear(word, false);
    memory.give(facts, slots);
    expect(readingOf(memory, 2).siblings).toEqual(after("flat white").siblings);
  });
});

describe("what was heard when", () => {
  it("is one for all places until a fact word is heard", () => {
    const memory = new FactMemory(vocabulary);
    const slots = new SlotMap(vocabulary);
    memory.give(facts, slots);
    const [flat = 0, hello = 0] = slots.encode(["flat", "hello"]);
    memory.hear(flat, false);
    const before = memory.trace();
    memory.hear(hello, false);
    expect(memory.trace()).toBe(before);
    memory.hear(flat, true);
    expect(memory.trace()).not.toEqual(before);
    memory.give([{ field: "total", words: "four" }], slots);
    expect(memory.trace()).toHaveLength(2 * memory.words.length);
  });
});

describe("a fact", () => {
  it("is known from where it was given until it was taken", () => {
    const memory = new FactMemory(vocabulary);
    const slots = new SlotMap(vocabulary);
    const total: Fact = { field: "total", words: "four" };
    const hear = (): void => slots.encode(["hello"]).forEach((word) => memory.hear(word, false));
    hear();
    memory.give([total], slots);
    hear();
    memory.take([total]);
    hear();
    const readings = new FactReadings(3, memory.words.length);
    for (let place = 0; place < 3; place++) readings.set(place, memory.trace(), memory.words, place);
    expect([...readings.present]).toEqual([0, 1, 0]);
  });
});
