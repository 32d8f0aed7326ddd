import { z } from "zod";

/** When a step is skipped, and when training goes back to the last good checkpoint. Ratios are to the reference. */
export const guardSettings = z.strictObject({
  gradientRatio: z
    .number()
    .positive()
    .default(10)
    .describe("Times its running median at which a gradient norm skips a step."),
  skips: z.int().min(1).default(3).describe("Skipped steps among the last `skipWindow` that roll back."),
  skipWindow: z.int().min(1).default(20).describe("Steps over which skips are counted."),
  entropyLeast: z.number().min(0).default(0.3).describe("Least ratio of the entropy of words."),
  entropyMost: z.number().positive().default(2).describe("Greatest ratio of the entropy of words."),
  perplexity: z.number().positive().default(1.25).describe("Greatest ratio of the perplexity of held-out human text."),
  distinct2: z.number().min(0).default(0.7).describe("Least ratio of the share of different word pairs."),
  topReplyShare: z.number().min(0).max(1).default(0.1).describe("Greatest share of one reply among all."),
  topReplyRatio: z
    .number()
    .positive()
    .default(3)
    .describe("…where it is also this many times its share under the reference."),
  cutTurns: z.number().positive().default(2).describe("Greatest ratio of turns cut at the cap on words."),
  worseErrors: z
    .number()
    .positive()
    .default(3)
    .describe("Standard errors below the best evaluation that count as worse."),
  worseTimes: z.int().min(1).default(3).describe("Evaluations in a row that are worse, and roll back."),
  rateFactor: z.number().positive().max(1).default(0.5).describe("What a roll-back multiplies the learning rate by."),
  klFactor: z.number().min(1).default(1.5).describe("What a roll-back multiplies the KL coefficient by."),
  rollBacks: z.int().min(0).default(3).describe("Roll-backs after which the next one stops training."),
  alarmDeviations: z
    .number()
    .positive()
    .default(1)
    .describe("Deviations of a rule that count as a rise or a fall in an alarm."),
  alarmEvaluations: z
    .int()
    .min(1)
    .default(3)
    .describe("Flat evaluations against the reference, while reward rises, that alarm."),
});
