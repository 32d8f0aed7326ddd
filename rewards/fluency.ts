import { z } from "zod";
import { defineRule, trainWordTrigram } from "../src/reward/rule.ts";

const talk = [
  ["would you like a cup of tea ?", "yes please , a cup of tea ."],
  ["would you like a piece of cake ?", "no thanks , a cup of tea please ."],
];

/**
 * Mean log-probability of a turn's words under a 3-gram model of the corpus, from 0 for word salad (each word as likely as any
 * other) to 1. Trained on, it makes every turn the corpus's most common one: a metric, not for training.
 */
export default defineRule({
  name: "fluency",
  summary: "How likely a 3-gram model of the corpus finds a turn's words.",
  range: [0, 1],
  options: z.strictObject({}),
  examples: [
    { says: "hello .", scores: null },
    { corpus: talk, says: "would you like a cup of tea ?", scores: 0.797 },
    { corpus: talk, says: "would you like a piece of tea ?", scores: 0.662 },
    { corpus: talk, says: "tea cup you like of a ?", scores: 0 },
    { corpus: talk, says: "quantum zebra quantum zebra", scores: 0.332 },
    { corpus: talk, says: "", scores: null },
  ],
  prepare({ dialogues }) {
    const texts = dialogues.flatMap(({ turns }) => turns.map(({ text }) => text.split(" ")));
    return texts.length === 0
      ? undefined
      : { trigram: trainWordTrigram(texts), vocabulary: new Set(texts.flat()).size };
  },
  score({ words }, _, model) {
    if (!model || words.length === 0) return null;
    const surprise = -model.trigram.meanLogProb(words) / Math.log(model.vocabulary);
    return Math.max(0, 1 - surprise);
  },
});
