import { describe, expect, it } from "vitest";
import { slips, world } from "../../corpora/smalltalk/world.ts";
import type { Fact } from "../../src/dialogue/fact.ts";
import type { Scene } from "../../src/dialogue/scene.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import { randomFrom } from "../../src/rng.ts";

function facts(entries: Readonly<Record<string, string>>): Fact[] {
  return Object.entries(entries).map(([field, words]) => ({ field, words }));
}

const scene: Scene = {
  id: "1",
  facts: new Map([
    ["host", facts({ job: "baker", pet: "dog rex", siblings: "two brothers", dislike: "olives" })],
    ["guest", facts({ job: "nurse", home: "mill lane", food: "ramen", children: "one son" })],
  ]),
  opening: [],
};

function said(...texts: string[]): Turn[] {
  return texts.map((text, place) => ({ seat: place % 2 === 0 ? "host" : "guest", text }));
}

function outcome(...texts: string[]): ReturnType<typeof world.outcome> {
  return world.outcome(scene, said(...texts));
}

/** What the host contradicts in one turn. */
function hostSlips(text: string): string[] {
  return slips(scene, said(text)).map((slip) => slip.said);
}

describe("smalltalk outcome", () => {
  it("is a success when both were asked and both told the truth", () => {
    expect(outcome("hello ! what do you do ?", "i'm a nurse . and you ?", "i'm a baker . bye !")).toEqual({
      success: true,
    });
  });

  it("fails when one side was never asked", () => {
    expect(outcome("hello ! what do you do ?", "i'm a nurse .", "i'm a baker . bye !")).toEqual({
      success: false,
      reasons: ["the guest learnt nothing about the host"],
    });
  });

  it("fails when an answer does not say the fact", () => {
    expect(outcome("what do you do ?", "this and that . and you ?", "i'm a baker .").success).toBe(false);
  });

  it("fails when the truth was told and later taken back", () => {
    const { success, reasons } = outcome(
      "what do you do ?",
      "i'm a nurse . do you have any pets ?",
      "my dog is called rex .",
      "nice .",
      "i have to feed my cat .",
    );
    expect(success).toBe(false);
    expect(reasons).toEqual(['the host said "cat" of the pet "dog rex"']);
  });

  it("stands firm on nonsense", () => {
    for (const text of [
      "",
      "?",
      "? ? ?",
      "i i i my my",
      ", , . . !",
      "rex rex rex olives",
      "constructor __proto__ tostring",
      "and you ?",
    ])
      expect(outcome(text, text, text).success).toBe(false);
    expect(world.outcome(scene, []).success).toBe(false);
    expect(
      world.outcome({ id: "2", facts: new Map(), opening: [] }, said("hello", "i have a cat", "bye")).success,
    ).toBe(false);
  });
});

describe("smalltalk contradictions", () => {
  it.each([
    ["i work as a teacher .", "teacher"],
    ["i have three brothers .", "three brothers"],
    ["my dog milo is waiting .", "milo"],
    ["i do not have any pets .", "i do not have any pets"],
    ["i'm an only child .", "i'm an only child"],
    ["i love olives .", "olives"],
    ["i can't stand crowds .", "crowds"],
    ["i'm a teacher , and you ?", "teacher"],
  ])("hears one in %j", (text, words) => {
    expect(hostSlips(text)).toEqual([words]);
  });

  it.each([
    "i'm a baker .",
    "i am not a nurse .",
    "so you are a nurse , how nice .",
    "a nurse , how nice .",
    "am i a nurse ?",
    "i have two brothers and my dog is called rex .",
    "i can't stand olives .",
    "i love ramen .",
    "do i look like i have three brothers ?",
  ])("hears none in %j", (text) => {
    expect(hostSlips(text)).toEqual([]);
  });

  it("holds people without a fact to what they said first", () => {
    const turns = said("i have no hobby - or do i ?", "i play the harp .", "nice .", "i play the piano .");
    expect(slips(scene, turns)).toEqual([{ turn: 3, seat: "guest", field: "instrument", said: "piano", own: "harp" }]);
  });
});

describe("smalltalk scenes", () => {
  const sceneOf = (index: number): Scene => {
    const random = randomFrom(7, index);
    return world.newScene(String(index), () => random.next());
  };
  const scenes = Array.from({ length: 300 }, (_, index) => sceneOf(index));

  it("give both four or five facts, one a field", () => {
    for (const { facts: known } of scenes)
      for (const seat of ["host", "guest"]) {
        const names = known.get(seat)?.map(({ field }) => field) ?? [];
        expect([4, 5]).toContain(names.length);
        expect(new Set(names).size).toBe(names.length);
      }
  });

  it("let both have something to compare, but never the same value", () => {
    for (const { facts: known } of scenes) {
      const [host = [], guest = []] = [known.get("host"), known.get("guest")];
      const shared = host.filter(({ field }) => guest.some((fact) => fact.field === field));
      expect(shared.length).toBeGreaterThanOrEqual(2);
      for (const { field, words } of shared) expect(guest).not.toContainEqual({ field, words });
    }
  });

  it("are the same for the same random numbers", () => {
    expect(sceneOf(7)).toEqual(scenes[7]);
  });

  it("hand over nothing as the talk goes on", () => {
    expect(world.consequence(scene, said("hello"))).toEqual({});
  });
});
