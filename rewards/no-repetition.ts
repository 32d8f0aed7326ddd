import { z } from "zod";
import { defineRule, ngrams, once, sentences, type Turn, withoutMarks } from "../src/reward/rule.ts";

const wordsOf = (turn: Turn) => turn.text.split(" ");
const spokenOf = once((turn: Turn) => withoutMarks(wordsOf(turn)));
const questionsOf = once((turn: Turn) =>
  sentences(wordsOf(turn))
    .filter((sentence) => sentence.at(-1) === "?")
    .map((sentence) => withoutMarks(sentence).join(" ")),
);

/** Who says again what they said, or asks again what they asked, has not listened. Short phrases may come back, but wear out. */
export default defineRule({
  name: "no-repetition",
  summary: "Favours turns that say nothing again and ask nothing twice.",
  range: [0, 1],
  options: z.strictObject({
    run: z.int().min(2).default(4).describe("So many words in a row that were said before count as repeated."),
  }),
  examples: [
    { says: "hello , how are you ?", scores: null },
    { before: ["i live in leeds .", "where is that ?"], says: "it is in the north .", scores: 1 },
    { before: ["i live in a big town .", "oh ."], says: "i live in a big town .", scores: 0 },
    { before: ["i live in a big town .", "oh ."], says: "i live in a big old house", scores: 0.5 },
    { before: ["how are you ?", "fine , and you ?"], says: "good ! how are you ?", scores: 0 },
    { before: ["what is your name ?"], says: "what is your name ?", scores: null },
    { before: ["ok", "what is your name ?"], says: "what is your name ?", scores: 1 },
    { before: ["thank you .", "sure ."], says: "thank you !", scores: 0.5 },
    { before: ["ok", "a", "ok", "b", "ok .", "c"], says: "ok", scores: 0.125 },
    { before: ["hi", "hi"], says: "yes i do yes i do yes i do", scores: 0.5 },
  ],
  score({ turn, dialogue, index }, { run }) {
    const earlier = dialogue.turns.slice(0, index).filter(({ seat }) => seat === turn.seat);
    if (earlier.length === 0) return null;

    const asked = questionsOf(turn).find((question) => earlier.some((past) => questionsOf(past).includes(question)));
    if (asked !== undefined) return { value: 0, evidence: [{ note: "asked before", words: asked }] };

    const spoken = spokenOf(turn);
    if (spoken.length < run) {
      const text = spoken.join(" ");
      const times = earlier.filter((past) => spokenOf(past).join(" ") === text).length;
      return { value: 0.5 ** times, evidence: times === 0 ? [] : [{ note: `said ${times + 1} times`, words: text }] };
    }
    const said = new Set(earlier.flatMap((past) => ngrams(spokenOf(past), run)));
    const runs = ngrams(spoken, run);
    const again = runs.filter((words) => said.size === said.add(words).size);
    return { value: 1 - again.length / runs.length, evidence: again.slice(0, 1).map((words) => ({ note: "said before", words })) };
  },
});
