import { describe, expect, it } from "vitest";
import { viewOf } from "../../src/agent/view.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";
import { dialoguesOf, scenesOf, streamOf, streamTrigram, trigramPerplexity } from "../../src/train/human-text.ts";
import { corpus as toyCorpus, dialogue } from "../agent/toy.ts";
import { stall } from "./stall.ts";

describe("a stream", () => {
  it.each(["barista", "customer"])("is what the view of the %s hears, slots and all, and the end", (seat) => {
    const vocabulary = buildVocabulary(toyCorpus);
    // More strangers than slots, so that slots change hands.
    const strangers = {
      ...dialogue,
      turns: [...dialogue.turns, { seat: "barista", text: "zan zen zin zon zun , xanthippe ?" }],
    };
    for (const each of [dialogue, strangers, { ...strangers, ended: false }]) {
      const { places } = viewOf(vocabulary, each, seat);
      const end = each.turns === strangers.turns && "ended" in each ? [] : [vocabulary.end];
      expect(streamOf(vocabulary, each, seat)).toEqual([...places.map(({ input }) => input), ...end]);
    }
  });
});

describe("the 3-gram model of streams", () => {
  it("learns from the training split, and is asked all words and marks but the first", () => {
    const vocabulary = buildVocabulary(stall.dialogues);
    const trigram = streamTrigram(vocabulary, stall);
    const test = dialoguesOf(stall, "test");
    const found = trigramPerplexity(trigram, vocabulary, test, stall.seats);
    let [total, count] = [0, 0];
    for (const each of test) {
      for (const seat of stall.seats) {
        const { places } = viewOf(vocabulary, each, seat);
        places.forEach(({ target }, t) => {
          if (target === undefined) return;
          const context = places.slice(0, t + 1).map(({ input }) => input);
          total -= trigram.logProb(context, target);
          count++;
        });
      }
    }
    expect(found).toBeCloseTo(Math.exp(total / count), 9);
    expect(found).toBeGreaterThan(1);
    expect(found).toBeLessThan(2.5);
  });
});

describe("held-out dialogues", () => {
  it("are those of one split, and their scenes are counted once", () => {
    const test = dialoguesOf(stall, "test");
    expect(test).toHaveLength(12);
    expect(scenesOf([...test, ...test], 20)).toHaveLength(12);
    expect(scenesOf(test, 3).map(({ id }) => id)).toEqual(test.slice(0, 3).map(({ scene }) => scene.id));
  });

  it("are missed with a message that tells what to do", () => {
    const empty = { ...stall, dialogues: stall.dialogues.filter(({ split }) => split === "train") };
    expect(() => dialoguesOf(empty, "test")).toThrow(
      'corpus "stall": none of its 200 dialogues is in the test split, and training needs all three; ' +
        'add dialogues, or write "split": "test" into some of them',
    );
  });
});
