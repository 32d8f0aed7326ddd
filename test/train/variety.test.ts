import { describe, expect, it } from "vitest";
import { configSchema } from "../../src/config.ts";
import type { Game } from "../../src/train/games.ts";
import { commonAmount, repetition, repliesIn, topReplyBeside, variety } from "../../src/train/variety.ts";
import { gatesOf, type Vitals } from "../../src/train/vitals.ts";

const replies = (...texts: readonly string[]) => texts.map((text) => text.split(" "));

function game(seat: string, ...texts: readonly string[]): Game {
  const turns = texts.map((text, i) => ({ seat: i % 2 === 0 ? "a" : "b", text }));
  const dialogue = { id: "1", scene: { id: "1", facts: new Map(), opening: [] }, turns };
  return { scene: 0, seat, dialogue, stream: undefined };
}

describe("variety", () => {
  it("is compared over the amount that both have", () => {
    const [long, short] = [replies("a b c", "d e f", "a b c"), replies("a b c d", "e")];
    const amount = commonAmount([long, short]);
    expect(amount).toEqual({ words: 5, replies: 2 });
    // Of the first 5 words "a b c / d e": pairs ab, bc, de; the third reply does not count.
    expect(variety(long, amount)).toMatchObject({ distinct1: 1, distinct2: 1, distinct3: 1, uniqueReplies: 1 });
    expect(variety(long, { words: 9, replies: 3 })).toMatchObject({
      distinct1: 6 / 9,
      distinct2: 4 / 6,
      distinct3: 2 / 3,
      uniqueReplies: 2 / 3,
    });
  });

  it("knows the top reply's share here and in the reference", () => {
    const reference = replies("hi", "no", "yes please", "no");
    expect(topReplyBeside(replies("hi", "yes please", "yes please"), reference)).toEqual({
      text: "yes please",
      share: 2 / 3,
      referenceShare: 1 / 4,
    });
    expect(topReplyBeside(replies("new"), [])).toEqual({ text: "new", share: 1, referenceShare: 0 });
  });

  it("takes replies and repetition from the measured seat's turns only", () => {
    const own = game("b", "one two three four", "x y z w", "one two three four", "x y z w v", "end");
    expect(repliesIn([own])).toEqual(replies("x y z w", "x y z w v"));
    // Its 4-grams: xyzw, xyzw again, yzwv. The other seat repeats itself too, which is not its doing.
    expect(repetition([own])).toBeCloseTo(1 / 3, 12);
    expect(repetition([own, game("b", "hi", "hello")])).toBeCloseTo(1 / 6, 12);
  });
});

describe("gates", () => {
  const { guard } = configSchema.parse({});
  const vitals: Vitals = {
    perplexityRatio: 1,
    distinct2Ratio: 1,
    entropyRatio: 1,
    klPerWord: 0,
    topReply: { text: "hi", share: 0.2, referenceShare: 0.1 },
    cutShare: 0.001,
    referenceCutShare: 0,
  };

  it("have the limits of the settings, and hold for the reference itself", () => {
    const gates = gatesOf(vitals, guard, 0.3);
    expect([...gates].map(([name, { bound, limit }]) => `${name} ${bound} ${limit.toFixed(2)}`)).toEqual([
      "perplexity most 1.25",
      "distinct2 least 0.70",
      "klPerWord most 0.30",
      "entropyLeast least 0.30",
      "entropyMost most 2.00",
      "topReply most 0.30",
      "cut most 0.02",
    ]);
    expect([...gates.values()].every(({ ok }) => ok)).toBe(true);
  });

  it("are all broken by what is not a number", () => {
    const nothing = Number.NaN;
    const broken = gatesOf(
      {
        ...vitals,
        perplexityRatio: nothing,
        distinct2Ratio: nothing,
        entropyRatio: nothing,
        klPerWord: nothing,
        topReply: { ...vitals.topReply, share: nothing },
        cutShare: nothing,
      },
      guard,
      0.3,
    );
    expect([...broken.values()].filter(({ ok }) => ok)).toEqual([]);
  });
});
