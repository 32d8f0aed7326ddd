/** A look at the learner while it trains: few scenes of the validation split, the reference measured once before. */
import type { Agent } from "../agent/agent.ts";
import { randomFrom } from "../rng.ts";
import { every, standardError, type Statistic } from "./bootstrap.ts";
import { type MeasureOptions, type QuickMeasure, quickMeasure } from "./measure.ts";
import { complianceOf, compositeStatistic, meanOf } from "./tally.ts";
import { type Vitals, vitalsOf } from "./vitals.ts";
import type { Yardstick } from "./yardstick.ts";

/** A number of the scenes, and how far chance may have moved it. */
export interface Estimate {
  readonly mean: number;
  /** Standard error. */
  readonly error: number;
  /** How much one scene differs from another: the error of a single scene. */
  readonly deviation: number;
}

export interface QuickEvaluation {
  readonly reward: Estimate;
  /** Mean score by rule; `null` where it applied to no turn. */
  readonly rules: ReadonlyMap<string, Estimate | null>;
  /** Share of requirements kept, all together. */
  readonly compliance: Estimate | null;
  readonly vitals: Vitals;
}

const resamples = 200;

/** `before` is the reference's measure on the same yardstick. */
export function describeQuickly(measured: QuickMeasure, before: QuickMeasure, stick: Yardstick): QuickEvaluation {
  const { scenes } = measured;
  const estimate = (statistic: Statistic): Estimate | null => {
    const mean = statistic(every(scenes.length));
    if (mean === null) return null;
    const error = standardError(scenes.length, statistic, { resamples, random: randomFrom(stick.seed, "quick") });
    return { mean, error, deviation: error * Math.sqrt(scenes.length) };
  };
  const scores = scenes.map(({ rules }) => rules);
  return {
    reward: estimate(compositeStatistic(scenes, stick.rules)) ?? { mean: 0, error: 0, deviation: 0 },
    rules: new Map(stick.rules.map(({ name }) => [name, estimate(meanOf(scores, name))])),
    compliance: estimate(complianceOf(scenes, stick.rules)),
    vitals: vitalsOf(measured, before),
  };
}

export async function quickEvaluate(
  learner: Agent,
  before: QuickMeasure,
  stick: Yardstick,
  options: MeasureOptions = {},
): Promise<QuickEvaluation & { readonly measured: QuickMeasure }> {
  const measured = await quickMeasure(learner, stick, options);
  return { ...describeQuickly(measured, before, stick), measured };
}
