import { z } from "zod";

/** What makes an agent beside its parameters. */
export const shapeSchema = z.strictObject({
  hidden: z.int().min(4).multipleOf(2).describe("Width H of states and embeddings."),
  layers: z.union([z.literal(1), z.literal(2)]).describe("Recurrent layers."),
  vocabulary: z.int().min(7).describe("Words and marks, V."),
  fields: z.int().min(1).describe("Fields of facts, the unknown one included."),
  temperature: z
    .number()
    .positive()
    .describe("What the logits of the gate and of its own words are divided by where it speaks: part of the policy."),
});

export type AgentShape = z.infer<typeof shapeSchema>;

export const sizes = { tiny: 64, small: 128, base: 256 } as const;

export const heads = 2;
