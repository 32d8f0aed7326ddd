import { describe, expect, it } from "vitest";
import type { Dialogue } from "../../src/dialogue/dialogue.ts";
import { factWords, factsEver } from "../../src/train/fact-words.ts";
import { stall } from "./stall.ts";

function said(fact: string, ...texts: string[]): Dialogue {
  const facts = new Map([["host", [{ field: "place", words: fact }]]]);
  return { id: fact, scene: { id: fact, facts, opening: [] }, turns: texts.map((text) => ({ seat: "host", text })) };
}

describe("fact words", () => {
  const isFactWord = factWords([
    said("behind the door", "it is behind the door", "the tea"),
    said("behind the bar", "it is behind the bar"),
    said("at noon", "the show is at noon"),
    said("at dusk", "the show starts", "look at the door"),
  ]);

  it("are those that are said where a fact has them, and not those that are said anyway", () => {
    expect(["behind", "door", "bar", "noon"].map(isFactWord)).toEqual([true, true, true, true]);
    // "the" is in 2 of 2 dialogues whose facts have it and in 2 of 2 whose facts lack it.
    expect(isFactWord("the")).toBe(false);
  });

  it("are said more than twice as often where a fact has them", () => {
    // "at" in 2 of 2 against 0 of 2; "door" in 1 of 1 against 1 of 3; with one more dialogue "door" comes to 2 of 4.
    expect(isFactWord("at")).toBe(true);
    const more = said("at dawn", "shut the door");
    const dialogues = [
      said("behind the door", "behind the door"),
      said("at noon", "noon"),
      said("at dusk", "dusk , mind the door"),
    ];
    expect(factWords([...dialogues, said("x", "x")])("door")).toBe(true);
    expect(factWords([...dialogues, more])("door")).toBe(false);
  });

  it("include names that no training dialogue has", () => {
    expect(isFactWord("xanthippe")).toBe(true);
  });

  it("are items, prices and names of a whole corpus", () => {
    const train = stall.dialogues.filter(({ split }) => split === "train");
    const isWord = factWords(train);
    const inFacts = new Set(train.flatMap((dialogue) => factsEver(dialogue).flatMap(({ words }) => words.split(" "))));
    expect([...inFacts].every(isWord)).toBe(true);
    expect(["please", ",", "that", "hello", "one"].filter(isWord)).toEqual([]);
  });

  it("are looked for in what the world hands over too", () => {
    const total = { field: "total", words: "nine" };
    const dialogue = said("noon", "noon");
    const given = { ...dialogue, turns: [{ seat: "host", text: "noon", gives: new Map([["host", [total]]]) }] };
    expect(factsEver(given)).toEqual([{ field: "place", words: "noon" }, total]);
  });
});
