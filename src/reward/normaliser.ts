import { z } from "zod";
import type { Judgement } from "./judgement.ts";

/** Running mean and sum of squared distances from it, of one rule's scores (Welford 1962). */
const Moments = z.strictObject({ count: z.int().min(0), mean: z.number(), squares: z.number().min(0) });
type Moments = z.infer<typeof Moments>;

export const NormaliserState = z.strictObject({
  /** Dialogues observed so far; at `warmUp` the moments freeze. */
  dialogues: z.int().min(0),
  rules: z.array(z.tuple([z.string(), Moments])),
});
export type NormaliserState = z.infer<typeof NormaliserState>;

const warmUp = 500; // dialogues
const clip = 5; // deviations

/**
 * Puts the scores of all rules on one scale: how many deviations above the rule's mean. Frozen after the warm-up, or
 * else a reward would fall as the learner gets better.
 */
export class Normaliser {
  readonly #rules: Map<string, Moments>;
  #dialogues: number;

  constructor(state: NormaliserState = { dialogues: 0, rules: [] }) {
    this.#rules = new Map(state.rules);
    this.#dialogues = state.dialogues;
  }

  get state(): NormaliserState {
    return { dialogues: this.#dialogues, rules: [...this.#rules] };
  }

  get frozen(): boolean {
    return this.#dialogues >= warmUp;
  }

  /** Learns from all scores of a batch; what is left out or `null` does not count. */
  observe(judgement: Judgement): void {
    for (const { turns } of judgement) {
      if (this.frozen) return;
      this.#dialogues++;
      for (const { scores } of turns) {
        for (const [rule, { value }] of scores) {
          if (value !== null) this.#rules.set(rule, including(this.#rules.get(rule), value));
        }
      }
    }
  }

  /** (score − mean) / deviation, within ±5; 0 for a rule that gave one score only. */
  normalise(rule: string, score: number): number {
    const moments = this.#rules.get(rule);
    if (moments === undefined) return 0;
    const deviation = Math.sqrt(moments.squares / moments.count);
    if (deviation < 1e-9) return 0;
    return Math.max(-clip, Math.min(clip, (score - moments.mean) / deviation));
  }
}

function including({ count, mean, squares }: Moments = { count: 0, mean: 0, squares: 0 }, value: number): Moments {
  const distance = value - mean;
  const nextMean = mean + distance / (count + 1);
  return { count: count + 1, mean: nextMean, squares: squares + distance * (value - nextMean) };
}
