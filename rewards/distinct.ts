import { z } from "zod";
import { defineRule, ngrams, oncePerText, withoutMarks } from "../src/reward/rule.ts";

const bigramsOf = oncePerText((text) => ngrams(withoutMarks(text.split(" ")), 2));
const differentBigrams = oncePerText((text) => new Set(bigramsOf(text)));

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
    const { length } = bigramsOf(turn.text);
    if (length === 0) return null;
    const earlier = dialogue.turns.slice(0, index).filter(({ seat }) => seat === turn.seat);
    const said = earlier.map(({ text }) => differentBigrams(text));
    const fresh = [...differentBigrams(turn.text)].filter((bigram) => !said.some((bigrams) => bigrams.has(bigram)));
    return fresh.length / length;
  },
});
