import { z } from "zod";

export const agentSettings = z.strictObject({
  size: z.enum(["tiny", "small", "base"]).default("small").describe("Width of the network: 64, 128 or 256."),
  layers: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .describe("Recurrent layers."),
  temperature: z
    .number()
    .positive()
    .default(0.45)
    .describe(
      "What logits are divided by when it speaks, in training and chat alike; below 1 it is surer of its words.",
    ),
  vocabulary: z.int().min(1).max(4000).default(4000).describe("Words that the agent knows, at most."),
  minCount: z
    .int()
    .min(1)
    .default(2)
    .describe("Dialogues that a word must be in to be known by itself; others become slots."),
});
