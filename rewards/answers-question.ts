import { z } from "zod";
import { defineRule, learnAnswers, questionIn } from "../src/reward/rule.ts";

const exchanges = [
  ["what is your name ?", "it's ruth ."],
  ["do you like tea ?", "yes , very much ."],
  ["what is your name ?", "my name is leo ."],
  ["do you like cake ?", "no , not really ."],
  ["your name ?", "it's anna ."],
  ["would you like some tea ?", "yes please ."],
];
// Enough for its words to count, too few to tell more.
const corpus = Array.from({ length: 20 }, () => exchanges).flat();

/**
 * Whoever asks wants an answer. What counts as one is learnt from the corpus: the probability that the turn was said to this question
 * rather than to another one. From `enough` on the score is full: "none, thanks" is as good an answer as one that nothing else was ever
 * asked for, and to pay for more would pay for leading the talk to where such answers are.
 */
export default defineRule({
  name: "answers-question",
  summary: "Favours a turn that answers what the partner asked.",
  range: [0, 1],
  options: z.strictObject({
    enough: z
      .number()
      .gt(0)
      .max(1)
      .default(0.5)
      .describe("The probability of being an answer that earns the full score."),
  }),
  examples: [
    { says: "hello .", scores: null },
    { before: ["i like tea ."], says: "so do i .", scores: null },
    { before: ["do you like tea ?"], says: "yes , a lot .", scores: 1 },
    { before: ["do you like tea ?"], says: "the sea was cold .", scores: 0.54 },
    { before: ["how old are you ?"], says: "i'm thirty four .", scores: 1 },
    { before: ["how old are you ?"], says: "what about you ?", scores: 0.24 },
    { corpus, before: ["what is your name ?"], says: "it's leo .", scores: 1 },
    { corpus, before: ["what is your name ?"], says: "yes please .", scores: 0.16 },
    { corpus, before: ["what is your name ?"], says: "what is your name ?", scores: 0.6 },
    { corpus, before: ["would you like cake ?"], says: "yes please .", scores: 1 },
    { corpus, before: ["would you like cake ?"], says: "my name is leo .", scores: 0.36 },
  ],
  prepare: ({ dialogues }) => learnAnswers(dialogues),
  score({ turn, heard }, { enough }, answerProbability) {
    const question = heard && questionIn(heard.text);
    if (!question) return null;
    return {
      value: Math.min(1, answerProbability(question, turn.text) / enough),
      evidence: [{ note: `asked "${question.text}"` }],
    };
  },
});
