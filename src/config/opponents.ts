import { z } from "zod";

const share = (part: number, who: string): z.ZodDefault<z.ZodNumber> =>
  z.number().min(0).default(part).describe(`Share of dialogues against ${who}, relative to the other two.`);

export const opponentsSettings = z
  .strictObject({
    reference: share(0.5, "the frozen reference"),
    past: share(0.3, "past snapshots of the learner"),
    self: share(0.2, "the learner as it is, without a gradient"),
    snapshotEvery: z.int().min(1).default(50).describe("Updates between two snapshots."),
    keep: z.int().min(1).default(10).describe("Snapshots that are kept, at most."),
  })
  .refine(({ reference, past, self }) => reference + past + self > 0, {
    error: "expected at least one of reference, past and self above 0",
  });
