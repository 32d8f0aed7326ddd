import { beforeAll, expect, test } from "vitest";
import { newAgent } from "../../../src/agent/agent.ts";
import { startEngine } from "../../../src/nn/engine.ts";
import { tensorMemory } from "../../../src/nn/tensor.ts";
import { randomFrom } from "../../../src/rng.ts";
import { converse } from "../../../src/train/converse.ts";
import { inThisThread } from "../../../src/train/crew/crew.ts";
import { operationsPerWord } from "../../../src/train/speed/operations.ts";
import { measureSpeed } from "../../../src/train/speed/speed.ts";
import { talkative } from "../../../src/train/speed/talkative.ts";
import { newWork } from "../../../src/train/speed/work.ts";

const sizes = { vocab: 40, hidden: 8, batch: 5, turns: 4, words: 6, facts: 8 };

beforeAll(async () => {
  await startEngine("wasm");
});

test("the work has the sizes that were asked for", () => {
  const { vocabulary, scenes, dialogues, seats } = newWork(sizes, randomFrom(1));
  expect(vocabulary.size).toBe(40);
  expect(scenes).toHaveLength(5);
  for (const { facts } of scenes)
    for (const seat of seats) expect(facts.get(seat)?.flatMap(({ words }) => words.split(" "))).toHaveLength(8);
  for (const { turns } of dialogues) {
    expect(turns.map(({ seat }) => seat)).toEqual(["first", "second", "first", "second"]);
    for (const { text } of turns) expect(text.split(" ")).toHaveLength(6);
  }
});

test("talkative agents fill every turn of every dialogue", async () => {
  const { vocabulary, scenes, seats } = newWork(sizes, randomFrom(1));
  const plain = newAgent({ name: "plain", vocabulary, hidden: 8, layers: 1, random: randomFrom(1) });
  const agent = talkative(plain, "talkative");
  const minds = seats.map(
    (seat, i) =>
      [
        seat,
        agent.join(
          scenes,
          seat,
          scenes.map((_, row) => 2 * row + i),
        ),
      ] as const,
  );
  const dialogues = await converse(scenes, new Map(minds), { seats, opens: "first", maxTurns: 4, maxWords: 6 });
  const lengths = dialogues.map(({ turns }) => turns.map(({ text }) => text.split(" ").length));
  expect(lengths).toEqual(scenes.map(() => [6, 6, 6, 6]));
  for (const [, mind] of minds) mind.dispose();
  agent.dispose();
  plain.dispose();
});

test("measuring leaves no tensor behind", async () => {
  const before = tensorMemory().count;
  await measureSpeed(sizes, { crew: inThisThread, runs: 2, warmUp: 0 });
  expect(tensorMemory().count).toBe(before);
});

test("counts the operations of a word", () => {
  // T = 2 · 3 = 6 words a stream. Multiplications of one: recurrent 2 · 4 · 12 = 96; queries and keys 4 · 16 + 4 · 36 = 208;
  // said 3 · 4 · 7 / 2 = 42; known 2 · 4 · 4 = 32; mix 16 · (4 + 4) + 4 · 10 = 168; of the dialogue's (4 · 6 · 16 + 16) / 6.
  const multiplications = 96 + 208 + 42 + 32 + 168 + 400 / 6;
  expect(operationsPerWord({ vocab: 10, hidden: 4, batch: 3, turns: 2, words: 2, facts: 4 })).toBeCloseTo(
    6 * multiplications,
  );
});
