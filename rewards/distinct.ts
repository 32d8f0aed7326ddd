import { z } from "zod";
import { defineRule, ngrams, once, type Turn, withoutMarks } from "../src/reward/rule.ts";

const bigramsOf = once((turn: Turn) => ngrams(withoutMarks(turn.text.split(" ")), 2));

/** Share of a turn's word pairs that its speaker has not said before. Variety is easy to fake: a metric, not for training. */
export default defineRule({
  name: "distinct",
  summary: "Share of a turn's word pairs that are new from this speaker.",
  range: [0, 1],
  options: z.strictObject({}),
  examples: [
    { says: "i like tea .", scores: 1 },
    { says: "yes .", scores: null },
    { before: ["i like tea .", "me too ."], says: "i like tea .", scores: 0 },
    { before: ["i like tea .", "me too ."], says: "i like cake .", scores: 0.5 },
    { before: ["i like tea ."], says: "i like tea .", scores: 1 },
    { says: "no no no no no", scores: 0.25 },
  ],
  score({ turn, dialogue, index }) {
    const bigrams = bigramsOf(turn);
    if (bigrams.length === 0) return null;
    const said = new Set<string>();
    for (const earlier of dialogue.turns.slice(0, index)) {
      if (earlier.seat === turn.seat) for (const bigram of bigramsOf(earlier)) said.add(bigram);
    }
    return bigrams.filter((bigram) => said.size < said.add(bigram).size).length / bigrams.length;
  },
});
