import { z } from "zod";

const ruleSettings = z.strictObject({
  weight: z
    .number()
    .min(0)
    .describe("Its part of the reward, relative to the others'; 0 = recorded, never trained on."),
  options: z.record(z.string(), z.unknown()).optional().describe("The rule's own options."),
  path: z
    .string()
    .min(1)
    .optional()
    .describe("A rule file of your own; without it, the rule of that name in rewards/."),
});

/** A config adds to these rules, or changes them by name. */
export const defaultRewards: Readonly<Record<string, z.input<typeof ruleSettings>>> = {
  "house-rules": { weight: 0.4 },
  "no-contradiction": { weight: 0.25 },
  "answers-question": { weight: 0.1 },
  "no-repetition": { weight: 0.2 },
  "on-topic": { weight: 0.05 },
  distinct: { weight: 0 },
  fluency: { weight: 0 },
  "menu-facts": { weight: 0 },
  "task-success": { weight: 0 },
};

export const rewardsSettings = z.record(z.string(), ruleSettings).describe("Rules by name, and how much each counts.");
