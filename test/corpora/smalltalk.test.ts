import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import generate, { splitOf, weaveAll } from "../../corpora/smalltalk/generator.ts";
import { readMaterial } from "../../corpora/smalltalk/material.ts";
import { statistics } from "../../corpora/smalltalk/statistics.ts";
import { slips, world } from "../../corpora/smalltalk/world.ts";
import { spaced } from "../../src/text/tokenizer.ts";

const woven = weaveAll({ seed: 1 });
const dialogues = woven.map(({ dialogue }) => dialogue);
const turns = dialogues.flatMap((dialogue) => dialogue.turns);
const found = statistics(dialogues);
const folder = new URL("../../corpora/smalltalk/", import.meta.url);

describe("smalltalk dialogues", () => {
  it("are the same for a seed, however many are made, and others for another seed", () => {
    expect(generate({ seed: 1, count: 40 })).toEqual(dialogues.slice(0, 40));
    expect(generate({ seed: 2, count: 5 }).map((dialogue) => dialogue.turns)).not.toEqual(
      dialogues.slice(0, 5).map((dialogue) => dialogue.turns),
    );
  });

  it("are four thousand or more, in three splits", () => {
    expect(found.dialogues.train).toBeGreaterThan(3_200);
    expect(found.dialogues.validation).toBeGreaterThan(350);
    expect(found.dialogues.test).toBeGreaterThan(350);
  });

  it("have 6 to 14 turns of at most 18 words, by turns, the host first", () => {
    expect(found.turnsPerDialogue.least).toBeGreaterThanOrEqual(6);
    expect(found.turnsPerDialogue.most).toBeLessThanOrEqual(14);
    expect(found.wordsPerTurn.most).toBeLessThanOrEqual(18);
    for (const dialogue of dialogues)
      expect(dialogue.turns.map(({ seat }) => seat)).toEqual(
        dialogue.turns.map((_, place) => (place % 2 === 0 ? "host" : "guest")),
      );
  });

  it("stand in spaced form with every slot filled", () => {
    for (const { text } of turns) {
      expect(text).not.toMatch(/[{}[\]()|@=<>]/u);
      expect(text).toBe(spaced(text));
    }
  });

  it("keep to a vocabulary of 1,000 to 2,200 words", () => {
    expect(found.vocabulary).toBeGreaterThan(1_000);
    expect(found.vocabulary).toBeLessThan(2_200);
  });

  it("share no persona between train and test, and fewer than four test turns in ten", () => {
    expect(found.testPersonasInTrain).toBe(0);
    expect(found.testTurnsInTrain).toBeLessThan(0.4);
    for (const dialogue of dialogues) expect(splitOf(dialogue.scene)).toBe(dialogue.split);
  });

  it("play every script, at least five times", () => {
    const plays = new Map(readMaterial().scripts.map(({ id }) => [id, 0]));
    for (const { script } of woven) plays.set(script, (plays.get(script) ?? 0) + 1);
    expect([...plays].filter(([, times]) => times < 5)).toEqual([]);
  });

  it("keep some scripts for the test split alone", () => {
    const reserved = new Set(
      readMaterial()
        .scripts.filter(({ forTest }) => forTest)
        .map(({ id }) => id),
    );
    const users = new Set(woven.filter(({ script }) => reserved.has(script)).map(({ dialogue }) => dialogue.split));
    expect([...users]).toEqual(["test"]);
  });

  it("are free of contradictions where nobody was meant to be careless", () => {
    const slipped = woven.filter(
      ({ careless, dialogue }) => !careless && slips(dialogue.scene, dialogue.turns).length > 0,
    );
    expect(slipped.map(({ script, dialogue }) => [script, dialogue.outcome?.reasons])).toEqual([]);
  });

  it("hold a contradiction wherever somebody was, in 30 to 42 of a hundred", () => {
    const missed = woven.filter(
      ({ careless, dialogue }) => careless && slips(dialogue.scene, dialogue.turns).length === 0,
    );
    expect(missed.map(({ script, dialogue }) => [script, dialogue.id])).toEqual([]);
    expect(found.contradicting).toBeGreaterThan(0.3);
    expect(found.contradicting).toBeLessThan(0.42);
  });

  it("come out as the world says", () => {
    for (const { scene, turns: said, outcome } of dialogues.slice(0, 300))
      expect(world.outcome(scene, said)).toEqual(outcome);
    expect(found.successful).toBeGreaterThan(0.5);
  });
});

describe("smalltalk house rules", () => {
  const text: unknown = parse(readFileSync(new URL("house-rules.yaml", folder), "utf8"));

  it("are each about one seat and one demand", () => {
    expect(text).toEqual({ rules: expect.any(Array) });
    const rules: readonly Record<string, unknown>[] = (text as { rules: Record<string, unknown>[] }).rules;
    for (const rule of rules) {
      expect(["host", "guest"]).toContain(rule["seat"]);
      expect(["must", "never", "at-most"].filter((demand) => demand in rule)).toHaveLength(1);
    }
  });
});
