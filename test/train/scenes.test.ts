import { describe, expect, it } from "vitest";
import { randomFrom } from "../../src/rng.ts";
import { drawOpenedByPeople } from "../../src/train/scenes.ts";
import { stall } from "./stall.ts";

describe("scenes that people have opened", () => {
  const scenes = drawOpenedByPeople(stall, 60, randomFrom(1, "test"));

  it("are those of training dialogues, and open with what was said there", () => {
    const train = new Map(
      stall.dialogues.filter(({ split }) => split === "train").map((each) => [each.scene.id, each]),
    );
    expect(scenes).toHaveLength(60);
    for (const { id, facts, opening } of scenes) {
      const human = train.get(id);
      expect(facts).toBe(human?.scene.facts);
      expect(opening).toEqual(human?.turns.slice(0, opening.length));
    }
  });

  it("stop anywhere that leaves each seat a turn to say", () => {
    expect(new Set(scenes.map(({ opening }) => opening.length))).toEqual(new Set([1, 2, 3]));
  });

  it("are none where people say too little", () => {
    const short = stall.dialogues.map((dialogue) => ({ ...dialogue, turns: dialogue.turns.slice(0, 2) }));
    expect(drawOpenedByPeople({ dialogues: short }, 4, randomFrom(1, "test"))).toEqual([]);
  });
});
