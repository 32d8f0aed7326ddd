import { z } from "zod";

export const pretrainSettings = z.strictObject({
  batch: z.int().min(1).default(16).describe("Dialogues, each from one seat's view, in one update."),
  learningRate: z.number().positive().default(4e-3).describe("Adam's step after the warm-up."),
  finalRate: z
    .number()
    .min(0)
    .max(1)
    .default(0.02)
    .describe("Part of the learning rate that is left at the last update; it falls linearly."),
  warmup: z.int().min(0).default(50).describe("Updates over which the learning rate rises from 0."),
  clip: z.number().positive().default(1).describe("Largest global norm of a gradient."),
  heardShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.25)
    .describe("Share of the heard words that are learnt from, drawn anew each time, beside all that are said."),
  unknownShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe(
      "Share of the dialogues in which the rarest word that is repeated is learnt as one never met, so that the agent can repeat a name it does not know.",
    ),
  epochs: z.number().positive().default(200).describe("Passes over the training dialogues, at most."),
  steps: z.int().min(1).default(2000).describe("Updates, at most."),
  patience: z.int().min(1).default(3).describe("Validations without a better one before it stops."),
  every: z
    .int()
    .min(1)
    .default(500)
    .describe("Updates between validations, at most; a small corpus has one every pass or so."),
});
