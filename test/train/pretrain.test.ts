import { expect, it } from "vitest";
import { at } from "../../src/at.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";
import { randomFrom } from "../../src/rng.ts";
import { likelihood } from "../../src/train/pretrain.ts";
import { stall } from "./stall.ts";

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
