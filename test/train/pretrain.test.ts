import { expect, it } from "vitest";
import { at } from "../../src/at.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";
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

it("weighs what was said 1 and what was heard less, marks with their turn, all together as asked", () => {
  // Said: one, fig and the mark that ends the turn; heard: please and the end.
  const [lesson] = likelihood([[dialogue, "seller"]], { vocabulary, heardWeight: 0.25, weight: 7 });
  expect([...(lesson?.weights ?? [])]).toEqual([2, 2, 2, 0.5, 0.5]);
  const [heard] = likelihood([[dialogue, "guest"]], { vocabulary, heardWeight: 0, weight: 1 });
  expect([...(heard?.weights ?? [])]).toEqual([0, 0, 0, 0.5, 0.5]);
});
