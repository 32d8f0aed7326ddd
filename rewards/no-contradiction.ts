import { z } from "zod";
import { defineRule, ownStatements } from "../src/reward/rule.ts";

const menu = [
  ["price", "flat white four"],
  ["price", "oat bar three fifty"],
  ["sold-out", "oat bar"],
  ["total", "four"],
] as const;
const persona = [
  ["job", "teacher"],
  ["pet", "dog rex"],
  ["siblings", "two brothers"],
] as const;
const corpusKnows = [
  ...menu,
  ...persona,
  ["job", "nurse"],
  ["pet", "cat milo"],
  ["pet", "dog milo"],
  ["pet", "cat rex"],
  ["siblings", "two sisters"],
  ["siblings", "three brothers"],
  ["siblings", "three sisters"],
] as const;
const cafe = { corpusKnows, knows: menu } as const;
const talk = { corpusKnows, knows: persona } as const;

/** Speakers stay true to what they know and to what they said. Only clear statements count: whatever leaves room, passes. */
export default defineRule({
  name: "no-contradiction",
  summary: "Favours statements that agree with the speaker's facts and earlier words.",
  range: [0, 1],
  options: z.strictObject({
    totals: z.array(z.string()).default(["total"]).describe("Fields that say what everything costs together."),
    unavailable: z.array(z.string()).default(["sold-out"]).describe("Fields that name an item which is not to be had."),
  }),
  examples: [
    { ...cafe, says: "a flat white is four .", scores: 1 },
    { ...cafe, says: "one flat white , that's four fifty .", scores: 0 },
    { ...cafe, says: "the flat white is three fifty .", scores: 0 },
    { ...cafe, says: "so that's four pounds , please .", scores: 1 },
    { ...cafe, says: "your total is nine .", scores: 0 },
    { ...cafe, says: "two flat whites , of course .", scores: null },
    { ...cafe, says: "we close at six .", scores: null },
    { ...cafe, says: "sorry , we're out of oat bars .", scores: 1 },
    { ...cafe, says: "how about an oat bar ?", scores: 0 },
    { ...cafe, says: "sorry , no flat white left .", scores: 0 },
    { corpusKnows, before: ["the oat bar is four .", "oh !"], says: "that's five for the oat bar .", scores: 0 },
    { corpusKnows, before: ["that's four altogether .", "oh !"], says: "so that's five , please .", scores: 0 },
    { corpusKnows, before: ["that's four .", "and an oat bar ."], says: "that's seven fifty .", scores: null },
    { corpusKnows, before: ["we're out of oat bars .", "oh !"], says: "how about an oat bar ?", scores: 0 },
    { ...talk, says: "i'm a teacher and my dog is called rex .", scores: 1 },
    { ...talk, says: "i work as a nurse .", scores: 0 },
    { ...talk, says: "are you a nurse ?", scores: null },
    { ...talk, says: "my neighbour is a nurse .", scores: null },
    { ...talk, says: "i have three brothers .", scores: 0 },
    { ...talk, says: "i do not have a pet .", scores: 0 },
    { ...talk, says: "my cat likes it too .", scores: 0 },
    { ...talk, says: "i see , you have a cat .", scores: null },
    { corpusKnows, before: ["i'm a nurse .", "oh !"], says: "i'm a teacher .", scores: 0 },
    { corpusKnows, before: ["i have no pets .", "me neither ."], says: "my cat is called milo .", scores: 0 },
  ],
  prepare: ({ dialogues, seats }, named) => ownStatements(dialogues, seats, named),
  score(moment, _, check) {
    const findings = check(moment);
    if (findings.length === 0) return null;
    const wrong = findings.filter(({ agrees }) => !agrees);
    return {
      value: wrong.length === 0 ? 1 : 0,
      evidence: (wrong.length === 0 ? findings : wrong).map(({ note, words }) => ({ note, words })),
    };
  },
});
