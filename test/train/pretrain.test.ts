import { expect, it } from "vitest";
import { at } from "../../src/at.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";
import { randomFrom } from "../../src/rng.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { Learner } from "../../src/train/learner.ts";
import { likelihood, pretrain, sides } from "../../src/train/pretrain.ts";
import { stall, stallAgent } from "./stall.ts";

const vocabulary = buildVocabulary(stall.dialogues);
const dialogue = {
  ...at(stall.dialogues, 0),
  turns: [
    { seat: "seller", text: "one fig" },
    { seat: "guest", text: "please" },
  ],
};

it("counts what was said and a share of what was heard, marks with their turn, all together as asked", () => {
  const random = randomFrom(1);
  // Said: one, fig and the mark that ends the turn; heard: please and the end.
  const [all] = likelihood([[dialogue, "seller"]], { vocabulary, heardShare: 1, random, weight: 10 });
  expect([...(all?.weights ?? [])]).toEqual([2, 2, 2, 2, 2]);
  const [said] = likelihood([[dialogue, "seller"]], { vocabulary, heardShare: 0, random, weight: 6 });
  expect([...(said?.weights ?? [])]).toEqual([2, 2, 2, 0, 0]);
  const [guest] = likelihood([[dialogue, "guest"]], { vocabulary, heardShare: 0, random });
  expect([...(guest?.weights ?? [])]).toEqual([0, 0, 0, 0.5, 0.5]);
});

it("draws the words heard that count, about as many as the share says", () => {
  const many = stall.dialogues.map((each) => [each, "seller"] as const);
  const counted = (heardShare: number): number =>
    likelihood(many, { vocabulary, heardShare, random: randomFrom(2) })
      .flatMap(({ weights }) => [...weights])
      .filter((weight) => weight > 0).length;
  const [none, quarter, all] = [counted(0), counted(0.25), counted(1)];
  expect((quarter - none) / (all - none)).toBeCloseTo(0.25, 1);
});

it("hides the rarest word that is repeated in a slot, in as many sides as the share says", () => {
  const named = {
    ...at(stall.dialogues, 0),
    turns: [
      { seat: "guest", text: "one fig please" },
      { seat: "seller", text: "one fig" },
    ],
  };
  const inputs = (unknownShare: number): (number | undefined)[] => {
    const [lesson] = likelihood([[named, "seller"]], {
      vocabulary,
      heardShare: 1,
      unknownShare,
      random: randomFrom(1),
    });
    return [...(lesson?.stream.inputs ?? [])];
  };
  const ids = (text: string): (number | undefined)[] => text.split(" ").map((word) => vocabulary.id(word));
  const { you, me, slots } = vocabulary;
  expect(inputs(0)).toEqual([you, ...ids("one fig please"), me, ...ids("one fig")]);
  const rarest = (vocabulary.id("fig") ?? 0) > (vocabulary.id("one") ?? 0) ? "fig" : "one";
  const hidden = (text: string): (number | undefined)[] =>
    text.split(" ").map((word) => (word === rarest ? slots[0] : vocabulary.id(word)));
  expect(inputs(1)).toEqual([you, ...hidden("one fig please"), me, ...hidden("one fig")]);
});

it("stops once the held-out dialogues have been predicted no better for some looks", async () => {
  await startEngine("wasm");
  const split = (name: string) => stall.dialogues.filter((each) => each.split === name);
  const data = { train: sides(split("train"), stall.seats), validation: sides(split("validation"), stall.seats) };
  // It hardly moves: only its first look is better than none.
  const still = { learningRate: 1e-12, finalRate: 1, warmup: 0, clip: 1, steps: 100 };
  const options = { ...still, batch: 4, heardShare: 0.5, unknownShare: 0, every: 2, patience: 3 };
  const learner = new Learner(stallAgent("still"));
  const looks = [];
  for await (const { step, best } of pretrain(learner, data, options, randomFrom(1)))
    if (best !== undefined) looks.push([step, best]);
  learner.dispose();
  expect(looks).toEqual([
    [2, true],
    [4, false],
    [6, false],
    [8, false],
  ]);
});
