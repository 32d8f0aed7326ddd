import { describe, expect, it } from "vitest";
import { everyWord, type Lesson } from "../../../src/agent/lesson.ts";
import { streamFrom } from "../../../src/agent/stream.ts";
import { viewOf } from "../../../src/agent/view.ts";
import { randomFrom } from "../../../src/rng.ts";
import { buildVocabulary } from "../../../src/text/vocabulary.ts";
import { learningShards, readingShards } from "../../../src/train/crew/shards.ts";
import { stall } from "../stall.ts";

const vocabulary = buildVocabulary(stall.dialogues);

/** Lessons of 1 to 60 turns. */
function lessons(count: number): Lesson[] {
  const random = randomFrom(4, "lengths");
  return stall.dialogues.slice(0, count).map((dialogue) => {
    const turns = Array.from({ length: 1 + random.below(60) }, (_, u) => ({
      seat: u % 2 === 0 ? "seller" : "guest",
      text: "one fig please",
    }));
    return everyWord(streamFrom(viewOf(vocabulary, { ...dialogue, turns }, "guest")));
  });
}

const length = ({ stream }: Lesson): number => stream.length;
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe("shards to learn from", () => {
  it.each([
    [1, 1],
    [8, 1],
    [16, 2],
    [24, 3],
    [32, 4],
    [96, 4],
  ])("of %i lessons are %i", (count, shards) => {
    expect(learningShards(lessons(count))).toHaveLength(shards);
  });

  it("have every lesson once, like lengths together, and about as many words each", () => {
    const all = lessons(64);
    const shards = learningShards(all);
    expect(new Set(shards.flat())).toEqual(new Set(all));
    expect(shards.flat()).toHaveLength(64);
    const lengths = shards.flat().map(length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
    const words = shards.map((shard) => sum(shard.map(length)));
    expect(Math.max(...words) / Math.min(...words)).toBeLessThan(1.3);
  });
});

it("shards have what counts as policy apart from what counts as text", () => {
  const all = lessons(40).map((lesson, i) => ({ ...lesson, asPolicy: i % 2 === 0 }));
  const kinds = learningShards(all).map((shard) => new Set(shard.map(({ asPolicy }) => asPolicy)));
  expect(kinds.map((kind) => [...kind])).toEqual([[true], [true], [true], [false], [false], [false]]);
});

describe("shards to read", () => {
  it("have every place once, like lengths together, at most 32 of them", () => {
    const all = lessons(70);
    const shards = readingShards(all);
    expect(shards.map((places) => places.length)).toEqual([32, 32, 6]);
    expect(shards.flat().toSorted((a, b) => a - b)).toEqual([...all.keys()]);
    const lengths = shards.flat().map((place) => length(all[place] as Lesson));
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  });
});
