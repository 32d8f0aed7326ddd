import { z } from "zod";
import { Verdict } from "./training-event.ts";

const Measured = z.object({
  perplexity: z.number(),
  reward: z.number(),
  rules: z.record(z.string(), z.number().nullable()),
  distinct2: z.number(),
  turns: z.number(),
  wordsPerTurn: z.number(),
});

const Interval = z.object({ mean: z.number(), low: z.number(), high: z.number() });
export type Interval = z.infer<typeof Interval>;

/** The part of a run's `report.json` that the page shows; a report may hold more. */
export const Report = z.object({
  run: z.string(),
  reference: Measured,
  learner: Measured,
  difference: z.object({ reward: Interval, rules: z.record(z.string(), Interval.nullable()) }),
  klPerWord: z.number(),
  gates: z.record(z.string(), z.object({ value: z.number(), limit: z.number(), ok: z.boolean() })),
  verdict: Verdict,
});
export type Report = z.infer<typeof Report>;
