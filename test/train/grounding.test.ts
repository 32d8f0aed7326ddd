import { beforeAll, describe, expect, it } from "vitest";
import { everyWord, read } from "../../src/agent/lesson.ts";
import { streamFrom } from "../../src/agent/stream.ts";
import { viewOf } from "../../src/agent/view.ts";
import type { Dialogue } from "../../src/dialogue/dialogue.ts";
import type { Fact } from "../../src/dialogue/fact.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { randomFrom } from "../../src/rng.ts";
import { factWords } from "../../src/train/fact-words.ts";
import { groundedWords, grounding, settles } from "../../src/train/grounding.ts";
import { dialoguesOf, streamTrigram, trigramPerplexity } from "../../src/train/human-text.ts";
import { Learner } from "../../src/train/learner.ts";
import { batches, likelihood, perplexity, sides } from "../../src/train/pretrain.ts";
import { stall, stallAgent } from "./stall.ts";

beforeAll(() => startEngine("wasm"));

const price = (words: string): Fact => ({ field: "price", words });
const board = [
  price("flat white four fifty"),
  price("scone three"),
  price("latte four"),
  { field: "wifi", words: "plum" },
];

/** `word` is to come after `text`. */
function settled(word: string, text: string, facts: readonly Fact[] = board): boolean {
  return settles(facts, word, new Map(text.split(" ").map((said, time) => [said, time])));
}

describe("a fact settles a word", () => {
  it.each([
    ["four", "the flat white is", true],
    ["fifty", "the flat white is four", true],
    ["three", "the flat white is four fifty and the scone", true],
    ["white", "a flat", true],
  ])("that goes on with the fact spoken of last: %s after “%s”", (word, text, expected) => {
    expect(settled(word, text)).toBe(expected);
  });

  it.each([
    ["three", "the flat white is"],
    ["four", "a latte , yes . the scone is"],
    ["fifty", "the latte is four"],
  ])("and not one that the person got wrong: %s after “%s”", (word, text) => {
    expect(settled(word, text)).toBe(false);
  });

  it("that opens the only fact of its field, and not one of several", () => {
    expect(settled("plum", "the password is")).toBe(true);
    expect(settled("scone", "i can offer you a")).toBe(false);
    expect(settled("scone", "i can offer you a", [price("scone three")])).toBe(true);
  });

  it("only where one has it, and something of it was said before", () => {
    expect(settled("cake", "a")).toBe(false);
    expect(settled("three", "that is")).toBe(false);
  });
});

const visit: Dialogue = {
  id: "visit",
  scene: {
    id: "visit",
    facts: new Map([
      ["barista", board],
      [
        "customer",
        [
          { field: "drink", words: "latte" },
          { field: "name", words: "xanthippe" },
        ],
      ],
    ]),
    opening: [],
  },
  turns: [
    { seat: "barista", text: "hi there" },
    {
      seat: "customer",
      text: "a latte and a scone for xanthippe",
      gives: new Map([["barista", [{ field: "total", words: "seven" }]]]),
    },
    { seat: "barista", text: "a latte for four , seven in all . bye xanthippe" },
  ],
};

describe("grounded words", () => {
  const marked = (seat: string) =>
    groundedWords(visit, seat, () => true).map(
      ({ word, turn, at, repeats, recalls }) =>
        `${word} ${turn}.${at} ${repeats ? "repeats " : ""}${recalls ? "recalls" : ""}`,
    );

  it("are what the partner said before, and what the speaker's own facts settle", () => {
    expect(marked("customer")).toEqual(["latte 1.1 recalls", "xanthippe 1.6 recalls"]);
    // The latte's price, and the total that the till has shown since the customer's turn.
    expect(marked("barista")).toEqual([
      "latte 2.1 repeats ",
      "four 2.3 recalls",
      "seven 2.5 recalls",
      "xanthippe 2.10 repeats ",
    ]);
  });

  it("are none of the words that stand in facts but are no fact words", () => {
    expect(groundedWords(visit, "barista", (word) => word === "seven").map(({ word }) => word)).toEqual(["seven"]);
  });
});

describe("grounding", () => {
  it("is the share of questions to which the right word is the most probable fact word", () => {
    const agent = stallAgent();
    const dialogues = stall.dialogues.filter(({ split }) => split === "test").slice(0, 3);
    const isFactWord = (word: string): boolean => !["one", "that", "is", ",", "a", "please"].includes(word);
    const found = grounding(agent, dialogues, stall.seats, isFactWord);

    // By another way: put each candidate into the dialogue in place of the word, and read how likely it was there.
    const counts = { repeat: [0, 0], recall: [0, 0] };
    for (const dialogue of dialogues) {
      for (const seat of stall.seats) {
        const facts = [...dialogue.scene.facts.values()].flat();
        const candidates = [...new Set(facts.flatMap(({ words }) => words.split(" ")))].filter(isFactWord);
        for (const { word, turn, at, repeats, recalls } of groundedWords(dialogue, seat, isFactWord)) {
          const place =
            dialogue.turns.slice(0, turn).reduce((sum, { text }) => sum + 1 + text.split(" ").length, 0) + at;
          const likely = candidates.map((candidate) => {
            const turns = dialogue.turns.map((each, i) =>
              i === turn ? { ...each, text: each.text.split(" ").with(at, candidate).join(" ") } : each,
            );
            return (
              read(agent, [everyWord(streamFrom(viewOf(agent.vocabulary, { ...dialogue, turns }, seat)))])[0]?.logProbs[
                place
              ] ?? 0
            );
          });
          const right = candidates[likely.indexOf(Math.max(...likely))] === word ? 1 : 0;
          for (const [kind, asked] of [
            ["repeat", repeats],
            ["recall", recalls],
          ] as const) {
            if (asked) counts[kind] = [(counts[kind][0] ?? 0) + right, (counts[kind][1] ?? 0) + 1];
          }
        }
      }
    }
    const share = ([right = 0, all = 0]: readonly number[]): number => right / all;
    expect(found).toEqual({
      repeat: share(counts.repeat),
      recall: share(counts.recall),
      // Seller: the fruit and the name that the guest said. Guest: wish and name; seller: the price.
      repeatCount: 3 * 2,
      recallCount: 3 * 3,
    });
  });

  it("comes with learning, and with it less perplexity than a 3-gram model has", async () => {
    const learner = new Learner(stallAgent("learner", 1, 16));
    const { vocabulary } = learner.agent;
    const [train, test] = [dialoguesOf(stall, "train"), dialoguesOf(stall, "test")];
    const asked = (): ReturnType<typeof grounding> => grounding(learner.agent, test, stall.seats, factWords(train));
    expect(Math.min(asked().repeat ?? 1, asked().recall ?? 1)).toBeLessThan(0.5);
    const random = randomFrom(1, "learning");
    for (let epoch = 0; epoch < 4; epoch++) {
      for (const batch of batches(sides(train, stall.seats), 16, random)) {
        await learner.update(likelihood(batch, { vocabulary, heardShare: 1, random: randomFrom(1) }), {
          learningRate: 0.01,
          clip: 1,
        });
      }
    }
    expect(asked()).toEqual({ repeat: 1, recall: 1, repeatCount: 24, recallCount: 36 });
    const trigram = trigramPerplexity(streamTrigram(vocabulary, stall), vocabulary, test, stall.seats);
    expect(await perplexity(learner.agent, sides(test, stall.seats))).toBeLessThan(0.9 * trigram);
  });

  it("has no share where nothing is asked", () => {
    expect(grounding(stallAgent(), stall.dialogues.slice(0, 1), stall.seats, () => false)).toEqual({
      repeat: null,
      recall: null,
      repeatCount: 0,
      recallCount: 0,
    });
  });
});
