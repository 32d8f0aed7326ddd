import { z } from "zod";

export const selfPlaySettings = z.strictObject({
  scenes: z.int().min(1).default(64).describe("Scenes in one step."),
  rollouts: z
    .int()
    .min(1)
    .default(1)
    .describe("Dialogues of one scene in one step: one for the critic, 2 or more to be compared by leave-one-out."),
  openedByPeople: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe(
      "Share of the scenes that go on from the first turns of a human dialogue, to stay in practice with people.",
    ),
  maxWords: z.int().min(1).default(20).describe("Words in one turn, at most; a longer turn is cut and marked so."),
  turns: z
    .array(z.int().min(1))
    .min(1)
    .default([8])
    .describe("Turns of each seat in a dialogue, at most; the next of these when the held-out reward no longer rises."),
  patience: z.int().min(1).default(1).describe("Evaluations without a better reward before dialogues may grow longer."),
});
