import { z } from "zod";

export const evaluateSettings = z.strictObject({
  scenes: z.int().min(2).default(300).describe("Held-out scenes, always the same ones."),
  every: z.int().min(1).default(50).describe("Updates between evaluations while training."),
  resamples: z.int().min(100).default(2000).describe("Bootstrap resamples of an interval."),
  confidence: z.number().gt(0).lt(1).default(0.95).describe("Confidence of every interval."),
  klPerWord: z
    .number()
    .positive()
    .default(0.3)
    .describe("Greatest drift from the reference, in nats a word, of a learner that is kept."),
  controls: z
    .boolean()
    .default(false)
    .describe("Also train on constant and on shuffled reward, and rerank the reference."),
  bestOf: z.int().min(2).default(4).describe("Replies that the reranked reference chooses from."),
});
