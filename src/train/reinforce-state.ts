import { z } from "zod";
import { NormaliserState } from "../reward/normaliser.ts";
import { deviationSchema, initDeviation } from "../rl/deviation.ts";
import { curriculumState, firstLessons } from "./curriculum.ts";

/** All that reinforcement remembers between steps, beside the agents and the optimiser. */
export const reinforceState = z.strictObject({
  step: z.int().min(0),
  /** β: what a nat of divergence costs now. */
  kl: z.number().min(0),
  normaliser: NormaliserState,
  /** Of advantages, over the whole run. */
  deviation: deviationSchema,
  curriculum: curriculumState,
});

export type ReinforceState = z.infer<typeof reinforceState>;

export function firstState(coefficient: number): ReinforceState {
  return {
    step: 0,
    kl: coefficient,
    normaliser: { dialogues: 0, rules: [] },
    deviation: initDeviation,
    curriculum: firstLessons,
  };
}
