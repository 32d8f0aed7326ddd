import { z } from "zod";

const entropy = z.strictObject({
  from: z.number().min(0).default(0.05).describe("Weight of the entropy bonus at the first step."),
  to: z.number().min(0).default(0.01).describe("Its weight at the last step; it falls linearly."),
});

const kl = z.strictObject({
  coefficient: z.number().min(0).default(0.1).describe("What a nat of divergence from the reference costs at first."),
  target: z.number().positive().default(0.1).describe("Nats a word that the coefficient steers to."),
  stop: z.number().positive().default(0.5).describe("Nats a word at which training rolls back."),
});

export const reinforceSettings = z.strictObject({
  steps: z.int().min(0).default(240).describe("Updates; `minutes` sets it instead where it is given."),
  seeds: z
    .int()
    .min(1)
    .default(1)
    .describe("Times that it is repeated from the same reference, each with the next seed."),
  learningRate: z.number().positive().default(5e-4).describe("Adam's step after the warm-up."),
  finalRate: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe("Part of the learning rate that is left at the last update; it falls linearly."),
  warmup: z.int().min(0).default(5).describe("Updates over which the learning rate rises from 0."),
  clip: z.number().positive().default(1).describe("Largest global norm of a gradient."),
  baseline: z
    .enum(["critic", "leave-one-out"])
    .default("critic")
    .describe("What a return is compared with: the agent's value head, or the other dialogues of its scene."),
  lambda: z
    .number()
    .min(0)
    .max(1)
    .default(0.7)
    .describe("How far ahead the critic's errors count: 1 = to the end of the dialogue, 0 = to the next turn."),
  discount: z.number().min(0).max(1).default(0.95).describe("What a reward one turn later is worth now."),
  lossLength: z
    .number()
    .positive()
    .default(10)
    .describe("Words by which the loss of every turn is divided, whatever its length."),
  entropy: entropy.prefault({}).describe("A bonus for staying undecided."),
  kl: kl.prefault({}).describe("The anchor: what leaving the reference costs, taken off the reward word by word."),
  supervisedEvery: z.int().min(1).default(3).describe("Updates between two that also learn from the corpus."),
  supervisedWeight: z.number().positive().default(0.5).describe("Weight of that loss."),
});
