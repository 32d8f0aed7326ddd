import { z } from "zod";
import { defineRule } from "../src/reward/rule.ts";

/** What the talk was for: the corpus's world says whether it was reached. A metric, as it says nothing about how. */
export default defineRule({
  name: "task-success",
  summary: "Whether the dialogue reached its aim, on each speaker's last turn.",
  range: [0, 1],
  options: z.strictObject({}),
  examples: [
    { says: "enjoy your coffee !", outcome: { success: true }, scores: 1 },
    { says: "bye .", outcome: { success: false, reasons: ["served what was sold out"] }, scores: 0 },
    { says: "bye .", last: true, scores: null },
    { says: "that's four pounds .", scores: null },
    { before: ["success !", "thanks ."], says: "success !", scores: null },
  ],
  score({ outcome }) {
    if (!outcome) return null;
    return {
      value: outcome.success ? 1 : 0,
      evidence: (outcome.reasons ?? []).map((note) => ({ note })),
    };
  },
});
