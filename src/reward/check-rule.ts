import type { Dialogue } from "../dialogue/dialogue.ts";
import { noFacts } from "../dialogue/fact.ts";
import { otherSeat, type Seats } from "../dialogue/seat.ts";
import { scoreOf } from "./judge.ts";
import { bindRule } from "./load-rules.ts";
import { moments } from "./moment.ts";
import type { Background, Example, Moment, Rule, Score } from "./contract.ts";

/** What one of a rule's examples came to. */
export interface ExampleResult {
  readonly example: Example;
  readonly score: Score | undefined;
  /** Why there is no score. */
  readonly error: Error | undefined;
  readonly passed: boolean;
}

const tolerance = 0.005; // of the range

/** Runs a rule on its own examples, in frozen circumstances: a rule that changes what it is shown fails. */
export function checkRule(rule: Rule): readonly ExampleResult[] {
  return rule.examples.map((example) => {
    try {
      const bound = bindRule(rule, example.options ?? {}, exampleBackground(example));
      const score = scoreOf({ ...bound, weight: 0, path: "" }, exampleMoment(example));
      return { example, score, error: undefined, passed: isNear(score.value, example.scores, rule.range) };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return { example, score: undefined, error: failure, passed: false };
    }
  });
}

function isNear(got: number | null, expected: number | null, [least, greatest]: Rule["range"]): boolean {
  if (got === null || expected === null) return got === expected;
  return Math.abs(got - expected) <= tolerance * (greatest - least);
}

const defaultSeats: Seats = ["a", "b"];

/** The moment that an example describes. */
function exampleMoment(example: Example): Moment {
  const { before = [], says, seats = defaultSeats, outcome, last = outcome !== undefined } = example;
  const seat = example.seat ?? seats[0];
  const turns = [...before, says].map((text, index) => ({
    seat: (before.length - index) % 2 === 0 ? seat : otherSeat(seats, seat),
    text,
  }));
  const facts = new Map([[seat, (example.knows ?? []).map(([field, words]) => ({ field, words }))]]);
  const dialogue: Dialogue = {
    id: "example",
    scene: { id: "example", facts, opening: [] },
    turns,
    ...(outcome && { outcome }),
  };
  const moment = moments(deepFrozen(dialogue), seats, last).at(-1);
  if (moment === undefined) throw new Error("an example has at least the turn that it says");
  return moment;
}

/** Each text is a training dialogue, and so is each fact: somebody had it. */
function exampleBackground({ seats = defaultSeats, houseRules, corpus = [], corpusKnows = [] }: Example): Background {
  const told = corpus.map((texts) => ({ texts, facts: noFacts }));
  const known = corpusKnows.map(([field, words]) => ({ texts: [], facts: new Map([[seats[0], [{ field, words }]]]) }));
  return deepFrozen({
    name: "of the example",
    seats,
    houseRules,
    dialogues: [...told, ...known].map(({ texts, facts }, index): Dialogue => ({
      id: String(index),
      split: "train",
      scene: { id: String(index), facts, opening: [] },
      turns: texts.map((text, place) => ({ seat: place % 2 === 0 ? seats[0] : seats[1], text })),
    })),
  });
}

function deepFrozen<T extends object>(value: T): T {
  for (const part of value instanceof Map ? value.values() : Object.values(value)) {
    if (typeof part === "object" && part !== null && !Object.isFrozen(part)) deepFrozen(part);
  }
  return Object.freeze(value);
}
