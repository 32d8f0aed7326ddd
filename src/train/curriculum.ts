import { z } from "zod";

export const curriculumState = z.strictObject({
  stage: z.int().min(0),
  best: z.number().nullable(),
  looksSinceBest: z.int().min(0),
});

export type CurriculumState = z.infer<typeof curriculumState>;

export const firstLessons: CurriculumState = { stage: 0, best: null, looksSinceBest: 0 };

/** Turns of both seats together that a dialogue may have now. */
export function maxTurns(state: CurriculumState, turnsPerSeat: readonly number[]): number {
  return 2 * (turnsPerSeat[Math.min(state.stage, turnsPerSeat.length - 1)] ?? 1);
}

export const isLast = (state: CurriculumState, turnsPerSeat: readonly number[]): boolean =>
  state.stage >= turnsPerSeat.length - 1;

/** Dialogues grow longer once the reward has not risen for `patience` looks (turn curriculum, Li et al. 2016). */
export function look(
  state: CurriculumState,
  reward: number,
  { turns, patience }: { readonly turns: readonly number[]; readonly patience: number },
): CurriculumState {
  if (state.best === null || reward > state.best) return { ...state, best: reward, looksSinceBest: 0 };
  const looksSinceBest = state.looksSinceBest + 1;
  if (looksSinceBest < patience || isLast(state, turns)) return { ...state, looksSinceBest };
  return { stage: state.stage + 1, best: null, looksSinceBest: 0 };
}
