/**
 * How sure a number over scenes is, by the percentile bootstrap (Efron & Tibshirani 1993, chapter 13): scenes are drawn anew with
 * replacement, the number is worked out again, and the middle of what comes out is the interval. Pure.
 */
import type { Random } from "../rng.ts";

export interface Interval {
  /** The number itself, of the scenes as they are. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A number of the scenes at these places, some more than once and some not at all; `null` where they have none. */
export type Statistic = (scenes: Int32Array) => number | null;

export interface BootstrapOptions {
  readonly resamples: number;
  /** Part of the resamples that the interval holds, such as 0.95. */
  readonly confidence: number;
  readonly random: Random;
}

/** Resamples in which the number does not exist are left out; `null` where it does not exist in the scenes as they are. */
export function bootstrap(sceneCount: number, statistic: Statistic, options: BootstrapOptions): Interval | null {
  const mean = statistic(every(sceneCount));
  if (mean === null) return null;
  const values = resampled(sceneCount, statistic, options).sort((a, b) => a - b);
  const tail = (1 - options.confidence) / 2;
  return { mean, low: quantile(values, tail), high: quantile(values, 1 - tail) };
}

/** The deviation of the number over resamples: its standard error. */
export function standardError(
  sceneCount: number,
  statistic: Statistic,
  options: Omit<BootstrapOptions, "confidence">,
): number {
  const values = resampled(sceneCount, statistic, options);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** a − b on the same scenes: what makes a scene easy or hard for both cancels out. */
export function pairedDifference(a: Statistic, b: Statistic): Statistic {
  return (scenes) => {
    const [first, second] = [a(scenes), b(scenes)];
    return first === null || second === null ? null : first - second;
  };
}

/** Every scene once, in order. */
export function every(sceneCount: number): Int32Array {
  return Int32Array.from({ length: sceneCount }, (_, place) => place);
}

function resampled(
  sceneCount: number,
  statistic: Statistic,
  { resamples, random }: Omit<BootstrapOptions, "confidence">,
): number[] {
  if (sceneCount < 1 || resamples < 1) {
    throw new RangeError(`bootstrap: ${resamples} resamples of ${sceneCount} scenes; expected one or more of both`);
  }
  const values: number[] = [];
  const scenes = new Int32Array(sceneCount);
  for (let i = 0; i < resamples; i++) {
    for (let place = 0; place < sceneCount; place++) scenes[place] = random.below(sceneCount);
    const value = statistic(scenes);
    if (value !== null) values.push(value);
  }
  return values;
}

/** Linear between neighbours (Hyndman & Fan 1996, type 7). */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [Math.floor(place), Math.ceil(place)];
  const [low = Number.NaN, high = Number.NaN] = [sorted[below], sorted[above]];
  return low + (place - below) * (high - low);
}
