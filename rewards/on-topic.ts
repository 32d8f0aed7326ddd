import { z } from "zod";
import { defineRule, oncePerText, topicStems } from "../src/reward/rule.ts";

const stemsOf = oncePerText((text) => topicStems(text.split(" ")));

/**
 * Cosine of the TF-IDF vectors (Salton and Buckley 1988) of a turn and of the partner's last one. The score rises with it
 * up to `peak` and falls again, so that taking up a word pays and copying the turn does not.
 */
export default defineRule({
  name: "on-topic",
  summary: "Favours taking up what the partner spoke of, without copying it.",
  range: [0, 1],
  options: z.strictObject({
    peak: z.number().gt(0).lt(1).default(0.5).describe("The likeness to the partner's turn that earns the full score."),
  }),
  examples: [
    { says: "hello , i like football .", scores: null },
    { before: ["my dog is ill"], says: "poor dog ! is it old ?", scores: 0.816 },
    { before: ["my dog is ill"], says: "the sea was cold", scores: 0 },
    { before: ["my dog is ill"], says: "my dog is ill", scores: 0 },
    { before: ["my dog is ill"], says: "oh", scores: 0 },
    { before: ["how are you ?"], says: "the sea was cold", scores: null },
    { before: ["i play chess"], says: "who taught you to play golf , tennis or football ?", scores: 0.632 },
    { before: ["i run", "i swim"], says: "i love running", scores: 0 },
  ],
  prepare({ dialogues }) {
    const counts = new Map<string, number>(); // turns that hold the stem
    let turnCount = 0;
    for (const { turns } of dialogues) {
      turnCount += turns.length;
      for (const { text } of turns) for (const stem of stemsOf(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    }
    return { weightOf: (stem: string) => 1 + Math.log((turnCount + 1) / ((counts.get(stem) ?? 0) + 1)) };
  },
  score({ turn, heard }, { peak }, { weightOf }) {
    if (!heard) return null;
    const theirs = stemsOf(heard.text);
    if (theirs.size === 0) return null;
    const ours = stemsOf(turn.text);
    const shared = [...ours].filter((stem) => theirs.has(stem));
    const squares = (stems: Iterable<string>) => [...stems].reduce((sum, stem) => sum + weightOf(stem) ** 2, 0);
    const likeness = shared.length === 0 ? 0 : squares(shared) / Math.sqrt(squares(ours) * squares(theirs));
    const value = likeness <= peak ? likeness / peak : (1 - likeness) / (1 - peak);
    return {
      value: Math.max(0, value),
      evidence: shared.length === 0 ? [] : [{ note: "took up", words: shared.join(" ") }],
    };
  },
});
