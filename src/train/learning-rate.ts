export interface LearningRate {
  readonly learningRate: number;
  /** Part of it that is left at the last update. */
  readonly finalRate: number;
  /** Updates over which it rises from 0. */
  readonly warmup: number;
  readonly steps: number;
}

/** Rises over the warm-up, then falls in a line to `finalRate` of itself. */
export function learningRateAt(step: number, { learningRate, finalRate, warmup, steps }: LearningRate): number {
  return learningRate * Math.min(1, step / Math.max(1, warmup)) * (1 - ((1 - finalRate) * step) / steps);
}
