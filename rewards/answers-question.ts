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
 * Whoever asks wants an answer. What counts as one is learnt from the corpus: the score is the probability that the turn was said to this
 * question rather than to another one.
 */
export default defineRule({
  name: "answers-question",
  summary: "Favours a turn that answers what the partner asked.",
  range: [0, 1],
  options: z.strictObject({}),
  examples: [
    { says: "hello .", scores: null },
    { before: ["i like tea ."], says: "so do i .", scores: null },
    { before: ["do you like tea ?"], says: "yes , a lot .", scores: 0.73 },
    { before: ["do you like tea ?"], says: "the sea was cold .", scores: 0.27 },
    { before: ["how old are you ?"], says: "i'm thirty four .", scores: 0.73 },
    { before: ["how old are you ?"], says: "what about you ?", scores: 0.12 },
    { corpus, before: ["what is your name ?"], says: "it's leo .", scores: 0.89 },
    { corpus, before: ["what is your name ?"], says: "yes please .", scores: 0.08 },
    { corpus, before: ["what is your name ?"], says: "what is your name ?", scores: 0.3 },
    { corpus, before: ["would you like cake ?"], says: "yes please .", scores: 0.79 },
    { corpus, before: ["would you like cake ?"], says: "my name is leo .", scores: 0.18 },
  ],
  prepare: ({ dialogues }) => learnAnswers(dialogues),
  score({ turn, heard }, _, answerProbability) {
    const question = heard && questionIn(heard.text);
    if (!question) return null;
    return {
      value: answerProbability(question, turn.text),
      evidence: [{ note: `asked "${question.text}"` }],
    };
  },
});
