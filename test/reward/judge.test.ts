import { describe, expect, test } from "vitest";
import { RuleError } from "../../src/errors.ts";
import type { Moment } from "../../src/reward/contract.ts";
import { judge } from "../../src/reward/judge.ts";
import { dialogueOf, ruleOf, seats } from "./dialogue-of.ts";

const length = ruleOf("length", ({ words }) => words.length, { range: [0, 100] });

/** What a rule sees of each turn. */
function seen<Value>(
  look: (moment: Moment) => Value,
  dialogue: Parameters<typeof judge>[0][number],
  over = true,
): Value[] {
  const all: Value[] = [];
  judge([dialogue], [ruleOf("looks", (moment) => (all.push(look(moment)), null))], { seats, over });
  return all;
}

/** What `run` throws. */
function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("judge", () => {
  test("gives every rule's score of every turn, by the rule's name", () => {
    const judgement = judge([dialogueOf(["hi", "hi there", ""]), dialogueOf(["oh"])], [length], { seats });
    const values = judgement.map(({ turns }) => turns.map(({ scores }) => scores.get("length")?.value));
    expect(values).toEqual([[1, 2, 0], [1]]);
    expect(judgement[0]?.turns.map(({ seat }) => seat)).toEqual(["a", "b", "a"]);
  });

  test("scores the turns of one speaker alone where it is told so", () => {
    const [judged] = judge([dialogueOf(["hi", "hi there", ""])], [length], { seats, speaker: "b" });
    expect(judged?.turns.map(({ scores }) => scores.get("length")?.value)).toEqual([undefined, 2, undefined]);
  });

  test("leaves out what a speaker did not choose: the opening of its scene", () => {
    const whole = dialogueOf(["hi", "hi there", "so", "yes it is"]);
    const begun = { ...whole, scene: { ...whole.scene, opening: whole.turns.slice(0, 2) } };
    const [judged] = judge([begun], [length], { seats, speaker: "b" });
    expect(judged?.turns.map(({ scores }) => scores.get("length")?.value)).toEqual([
      undefined,
      undefined,
      undefined,
      3,
    ]);
  });

  test("stops at a rule that throws, and tells its name, the dialogue and the turn", () => {
    const cause = new TypeError("no such thing");
    const broken = ruleOf("broken", ({ turn }) => {
      if (turn.text === "bad") throw cause;
      return 1;
    });
    const error = thrown(() => judge([dialogueOf(["good", "bad"])], [broken], { seats }));
    expect(error).toBeInstanceOf(RuleError);
    expect(error).toMatchObject({
      cause,
      message: 'rule "broken" threw on dialogue 7, turn 2 (b: "bad"): no such thing',
    });
  });

  test.each([
    ["above its range", 1.5],
    ["below its range", -0.1],
    ["NaN", Number.NaN],
    ["infinite", Number.POSITIVE_INFINITY],
  ])("stops at a score that is %s", (_, value) => {
    const judging = () => judge([dialogueOf(["hi"])], [ruleOf("wild", () => value)], { seats });
    expect(judging).toThrow(
      `rule "wild" gave ${value} to dialogue 7, turn 1 (a: "hi"); expected 0 to 1, its range, or null`,
    );
  });

  test("lets no rule change what the next one sees", () => {
    for (const spoil of [
      (moment: Moment) => Reflect.deleteProperty(moment, "turn"),
      ({ words }: Moment) => Reflect.set(words, 0, "spoilt"),
      ({ dialogue }: Moment) => Reflect.set(dialogue.turns, 0, undefined),
      ({ dialogue }: Moment) => Reflect.set(dialogue, "id", "spoilt"),
    ]) {
      const vandal = ruleOf("vandal", (moment) => (spoil(moment) ? 1 : 0));
      const [judged] = judge([dialogueOf(["hi"])], [vandal, length], { seats });
      expect(judged?.turns[0]?.scores.get("vandal")?.value).toBe(0);
      expect(judged?.turns[0]?.scores.get("length")?.value).toBe(1);
    }
  });

  test("names a slow rule, once", () => {
    const warnings: string[] = [];
    const slow = ruleOf("slow", () => {
      const start = performance.now();
      while (performance.now() - start < 3);
      return 1;
    });
    judge([dialogueOf(["hi", "hi", "hi"])], [slow], { seats, slowMs: 2, warn: (message) => warnings.push(message) });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('rule "slow" took 0.0 s over dialogue 7, turn 1');
  });
});

describe("a moment", () => {
  test("is its speaker's last one where it says nothing more, even if the partner does", () => {
    expect(seen(({ last }) => last, dialogueOf(["hi", "hi", "bye", "bye"]))).toEqual([false, false, true, true]);
    expect(seen(({ last }) => last, dialogueOf(["hi", "hi"]), false)).toEqual([false, false]);
  });

  test("shows how it came out on the last turns only", () => {
    const dialogue = dialogueOf(["hi", "hi", "bye", "bye"], { outcome: { success: true }, ended: true });
    const won = { success: true };
    expect(seen(({ outcome }) => outcome, dialogue)).toEqual([undefined, undefined, won, won]);
    expect(seen((moment) => moment.dialogue.outcome, dialogue)).toEqual([undefined, undefined, won, won]);
    expect(seen((moment) => moment.dialogue.ended, dialogue)).toEqual([undefined, undefined, true, true]);
  });

  test("holds the dialogue up to its turn, and what was heard before it", () => {
    const dialogue = dialogueOf(["one", "two", "three"]);
    expect(seen((moment) => moment.dialogue.turns.length, dialogue)).toEqual([1, 2, 3]);
    expect(seen(({ heard }) => heard?.text, dialogue)).toEqual([undefined, "one", "two"]);
  });

  test("knows what was handed over before the turn, not what comes of it", () => {
    const total = { field: "total", words: "four" };
    const dialogue = dialogueOf([], {
      scene: { id: "1", facts: new Map([["a", [{ field: "price", words: "tea four" }]]]), opening: [] },
      turns: [
        { seat: "a", text: "hi" },
        { seat: "b", text: "tea please", gives: new Map([["a", [total]]]) },
        { seat: "a", text: "four", takes: new Map([["a", [total]]]) },
        { seat: "b", text: "thanks" },
        { seat: "a", text: "bye" },
      ],
    });
    expect(seen(({ knows }) => knows.map(({ field }) => field).join(" "), dialogue)).toEqual([
      "price",
      "",
      "price total",
      "",
      "price",
    ]);
  });
});
