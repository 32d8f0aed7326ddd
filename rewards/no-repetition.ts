import { z } from "zod";
import { defineRule, ngrams, oncePerText, sentences, withoutMarks } from "../src/reward/rule.ts";

const spokenOf = oncePerText((text) => withoutMarks(text.split(" ")));
const questionsOf = oncePerText((text) =>
  sentences(text.split(" "))
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
  prepare: (_, { run }) => ({ runsOf: oncePerText((text) => new Set(ngrams(spokenOf(text), run))) }),
  score({ turn, dialogue, index }, { run }, { runsOf }) {
    const earlier = dialogue.turns.slice(0, index).filter(({ seat }) => seat === turn.seat);
    if (earlier.length === 0) return null;

    const asked = questionsOf(turn.text).find((question) =>
      earlier.some(({ text }) => questionsOf(text).includes(question)),
    );
    if (asked !== undefined) return { value: 0, evidence: [{ note: "asked before", words: asked }] };

    const spoken = spokenOf(turn.text);
    if (spoken.length < run) {
      const words = spoken.join(" ");
      const times = earlier.filter(({ text }) => spokenOf(text).join(" ") === words).length;
      return { value: 0.5 ** times, evidence: times === 0 ? [] : [{ note: `said ${times + 1} times`, words }] };
    }
    const fresh = [...runsOf(turn.text)].filter((words) => !earlier.some(({ text }) => runsOf(text).has(words)));
    const again = [...runsOf(turn.text)].find((words) => !fresh.includes(words));
    const value = fresh.length / (spoken.length - run + 1);
    return { value, evidence: again === undefined ? [] : [{ note: "said before", words: again }] };
  },
});
