import { z } from "zod";
import { type Ragged, assertWithin, flat, mapRagged } from "./ragged.ts";

export const deviationSchema = z.strictObject({ square: z.number().min(0), weight: z.number().min(0).max(1) });
/** The running mean square of all advantages; `weight` is how much of it was seen. */
export type Deviation = z.infer<typeof deviationSchema>;

export const initDeviation: Deviation = { square: 0, weight: 0 };

/**
 * s ← decay·s + (1 − decay)·mean(A²), corrected for its start at 0. Over all dialogues of many batches, so that one
 * group's luck does not set its own scale, which would bias the gradient (see `grpoAdvantages`).
 */
export function updateDeviation(state: Deviation, advantages: Ragged, decay = 0.95): Deviation {
  assertWithin("decay", decay, 0, 1);
  const all = flat(advantages);
  if (all.length === 0) return state;
  const square = all.reduce((sum, advantage) => sum + advantage ** 2, 0) / all.length;
  const weight = decay * state.weight + (1 - decay);
  return { square: (decay * state.weight * state.square + (1 - decay) * square) / weight, weight };
}

/** A / √s, so that the learning rate means the same whatever the rewards' scale; A itself before anything was seen. */
export function scaledAdvantages(advantages: Ragged, { square }: Deviation): number[][] {
  const deviation = Math.sqrt(square);
  return mapRagged(advantages, (advantage) => (deviation > 0 ? advantage / deviation : advantage));
}
