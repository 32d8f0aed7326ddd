import { beforeAll, expect, it } from "vitest";
import { newAgent } from "../../src/agent/agent.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { randomFrom } from "../../src/rng.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";
import { Opponents } from "../../src/train/opponents.ts";
import { stall } from "./stall.ts";

beforeAll(() => startEngine("wasm"));

const agent = (name: string) =>
  newAgent({ name, vocabulary: buildVocabulary(stall.dialogues), hidden: 8, layers: 1, random: randomFrom(1) });

it("draws the reference, past learners and the learner itself as often as the settings say", () => {
  const [reference, learner] = [agent("reference"), agent("learner")];
  const opponents = new Opponents(reference, { reference: 0.5, past: 0.3, self: 0.2, snapshotEvery: 10, keep: 2 });
  for (const step of [10, 15, 20, 30]) opponents.snapshot(learner, step);
  const random = randomFrom(2);
  const drawn = Array.from({ length: 4000 }, () => opponents.draw(learner, random));
  const share = (isOne: (found: unknown) => boolean): number => drawn.filter(isOne).length / drawn.length;
  expect(share((found) => found === reference)).toBeCloseTo(0.5, 1);
  expect(share((found) => found === learner)).toBeCloseTo(0.2, 1);
  expect(share((found) => found !== learner && found !== reference)).toBeCloseTo(0.3, 1);
  // Of steps 10, 20 and 30 the last two are kept.
  expect(new Set(drawn.filter((found) => found !== learner && found !== reference)).size).toBe(2);
});
