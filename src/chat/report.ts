import { z } from "zod";
import { Verdict } from "./training-event.ts";

const Scores = z.object({
  reward: z.number(),
  /** Share of the house rules' requirements that were kept. */
  compliance: z.number().nullable().optional(),
  /** Share of dialogues that reached their aim. */
  success: z.number().nullable().optional(),
});

const Measured = Scores.extend({
  perplexity: z.number(),
  rules: z.record(z.string(), z.number().nullable()),
  distinct2: z.number(),
  turns: z.number(),
  wordsPerTurn: z.number(),
});

const Interval = z.object({ mean: z.number(), low: z.number(), high: z.number() });
export type Interval = z.infer<typeof Interval>;

const ScoresDifference = z.object({
  reward: Interval,
  compliance: Interval.nullable().optional(),
  success: Interval.nullable().optional(),
});

/** How the agent did before and after, in the same scenes. */
const Outcomes = z.object({ reference: Scores, learner: Scores, difference: ScoresDifference });
export type Outcomes = z.infer<typeof Outcomes>;

/** The part of a run's `report.json` that the page shows; a report may hold more. */
export const Report = z.object({
  run: z.string(),
  reference: Measured,
  learner: Measured,
  difference: ScoresDifference.extend({ rules: z.record(z.string(), Interval.nullable()) }),
  /** Going on from what people said first. */
  openedByPeople: Outcomes.nullable().optional(),
  klPerWord: z.number(),
  gates: z.record(
    z.string(),
    z.object({ value: z.number(), limit: z.number(), bound: z.enum(["most", "least"]), ok: z.boolean() }),
  ),
  /** One a learner that was trained from the same reference. */
  seeds: z.array(z.object({ seed: z.int(), reward: Interval, stopped: z.string().optional() })).optional(),
  /** What the learner must beat to have learnt anything: what it earned more than they. */
  controls: z.record(z.string(), z.object({ reward: z.number(), difference: Interval })).optional(),
  verdict: Verdict,
});
export type Report = z.infer<typeof Report>;
