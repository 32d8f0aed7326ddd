import { beforeAll, describe, expect, test } from "vitest";
import { readBill } from "../../corpora/cafe/bill.ts";
import { boardOf } from "../../corpora/cafe/board.ts";
import { slips } from "../../corpora/smalltalk/world.ts";
import { ruleSettings, loadConfig } from "../../src/config.ts";
import type { Dialogue } from "../../src/dialogue/dialogue.ts";
import { judge } from "../../src/reward/judge.ts";
import type { Judgement } from "../../src/reward/judgement.ts";
import { backgroundOf, type LoadedRule, loadRules } from "../../src/reward/load-rules.ts";
import { moments } from "../../src/reward/moment.ts";
import type { Corpus } from "../../src/text/corpus.ts";
import { loadCorpus } from "../../src/text/load-corpus.ts";

// How the rules do on the dialogues of our own corpora that none of them has read.

interface Held {
  readonly corpus: Corpus;
  readonly rules: readonly LoadedRule[];
  readonly dialogues: readonly Dialogue[];
  readonly judgement: Judgement;
}

async function held(name: string): Promise<Held> {
  const corpus = await loadCorpus(name);
  const rules = await loadRules(ruleSettings(await loadConfig()), backgroundOf(corpus));
  const dialogues = corpus.dialogues.filter(({ split }) => split !== "train");
  return { corpus, rules, dialogues, judgement: judge(dialogues, rules, corpus) };
}

/** Each turn of which `isWrong` can tell, and whether the rule calls it a contradiction. */
function contradictions({ dialogues, judgement }: Held, isWrong: (dialogue: Dialogue, turn: number) => boolean) {
  const counts = { found: 0, missed: 0, invented: 0, passed: 0 };
  for (const [row, dialogue] of dialogues.entries()) {
    for (const [turn, { scores }] of (judgement[row]?.turns ?? []).entries()) {
      const flagged = scores.get("no-contradiction")?.value === 0;
      if (isWrong(dialogue, turn)) counts[flagged ? "found" : "missed"]++;
      else counts[flagged ? "invented" : "passed"]++;
    }
  }
  return counts;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("on the café", () => {
  let cafe: Held;
  beforeAll(async () => {
    cafe = await held("cafe");
  }, 120_000);

  test("no-contradiction finds the wrong prices", () => {
    const { found, missed } = contradictions(cafe, ({ scene, turns }, place) => {
      const turn = turns[place];
      const { quotes } = readBill(scene, turn ? [turn] : []);
      return turn?.seat === "barista" && quotes.some(({ name, halves }) => boardOf(scene).prices.get(name) !== halves);
    });
    expect(found).toBeGreaterThan(50);
    expect(found / (found + missed)).toBeGreaterThan(0.97);
  });

  test("no-contradiction leaves those alone who get everything right", () => {
    const right = cafe.dialogues.map(({ outcome }) => outcome?.success === true);
    const flagged = cafe.judgement
      .filter((_, row) => right[row])
      .flatMap(({ turns }) => turns.map(({ scores }) => (scores.get("no-contradiction")?.value === 0 ? 1 : 0)));
    expect(mean(flagged)).toBeLessThan(0.003);
  });

  test("house-rules tells careful staff from careless", () => {
    const scores = (success: boolean) =>
      cafe.judgement
        .filter((_, row) => cafe.dialogues[row]?.outcome?.success === success)
        .flatMap(({ turns }) => turns.flatMap((turn) => turn.scores.get("house-rules")?.value ?? []));
    expect(mean(scores(true))).toBeGreaterThan(mean(scores(false)) + 0.1);
  });

  test("answers-question prefers what was said to what was said elsewhere", async () => {
    // By the probability itself: from `enough` on all answers are alike.
    const setting = { name: "answers-question", weight: 1, options: { enough: 1 } };
    const [rule] = await loadRules([setting], backgroundOf(cafe.corpus));
    const asked = cafe.dialogues
      .flatMap((dialogue) => moments(dialogue, cafe.corpus.seats))
      .filter((moment) => rule && rule.score(moment) !== null);
    const score = (moment: (typeof asked)[number], text: string): number => {
      const given = rule?.score({ ...moment, turn: { ...moment.turn, text }, words: text.split(" ") });
      return typeof given === "object" ? (given?.value ?? 0) : 0;
    };
    const wins = asked.map((moment, index) => {
      const other = asked[(index + 17) % asked.length];
      const [own, others] = [score(moment, moment.turn.text), score(moment, other?.turn.text ?? "")];
      return own > others ? 1 : own === others ? 0.5 : 0;
    });
    expect(wins.length).toBeGreaterThan(500);
    expect(mean(wins)).toBeGreaterThan(0.78);
  });

  test("every rule gives a turn the same score, whatever was judged before it", async () => {
    const { corpus, dialogues, judgement } = cafe;
    const fresh = await loadRules(ruleSettings(await loadConfig()), backgroundOf(corpus));
    const some = dialogues.slice(0, 40).map((dialogue, row) => ({ dialogue: structuredClone(dialogue), row }));
    const values = (judged: Judgement[number] | undefined) =>
      judged?.turns.map(({ scores }) => [...scores].map(([name, { value }]) => [name, value]));
    for (const { dialogue, row } of some.toReversed()) {
      // Prefixes first: a dialogue that is judged while it goes on is judged again when it is over.
      judge([{ ...dialogue, turns: dialogue.turns.slice(0, 3) }], fresh, { seats: corpus.seats, over: false });
      expect(values(judge([dialogue], fresh, corpus)[0])).toEqual(values(judgement[row]));
    }
  });
});

describe("on small talk", () => {
  let smalltalk: Held;
  beforeAll(async () => {
    smalltalk = await held("smalltalk");
  }, 120_000);

  test("no-contradiction finds those who forget who they are, and nobody else", () => {
    const wrong = new Map(smalltalk.dialogues.map(({ scene, turns }) => [turns, slips(scene, turns)]));
    const { found, missed, invented } = contradictions(
      smalltalk,
      ({ turns }, place) => wrong.get(turns)?.some(({ turn }) => turn === place) === true,
    );
    expect(found).toBeGreaterThan(100);
    expect(found / (found + missed)).toBeGreaterThan(0.85);
    expect(found / (found + invented)).toBeGreaterThan(0.97);
  });
});
