import { z } from "zod";
import { amongSiblings } from "./groups.ts";
import { type Ragged, assertWithin, flat, mapRagged, zipRagged } from "./ragged.ts";

// advantage = return − baseline. A baseline that does not depend on the turn's own words leaves the expected gradient as
// it is and makes it less noisy (Williams 1992).

/**
 * A_i = G_i − mean_{j≠i} G_j, over the siblings in the same group that have the same turn; 0 where there are none.
 * Unbiased where every dialogue has the turn. A turn that its siblings lack has nothing to be compared with and is not
 * learnt from, so that late turns count as often as they have siblings.
 *
 * Written as the mean of differences, so that equal returns give exactly 0, whatever they are.
 *
 * RLOO: Kool et al. 2019; Ahmadian et al. 2024, eq. 7.
 *
 * @param returns [B, U]
 * @param groups [B], equal for rollouts of the same scene
 */
export function leaveOneOut(returns: Ragged, groups: readonly number[]): number[][] {
  return amongSiblings(returns, groups, (value, siblings) =>
    siblings.length === 0 ? 0 : siblings.reduce((sum, sibling) => sum + (value - sibling), 0) / siblings.length,
  );
}

/**
 * The same for words, over whole dialogues: with E_u = Σ_{v<u} r_v, what was earned before turn u,
 *
 *   A_{i,u,t} = E_{i,u} + G_{i,u,t} − mean_{j≠i} (E_{j,u} + G_{j,u})
 *
 * What is behind a turn is no consequence of it, so adding it changes no expectation; but whoever has asked for a name will not
 * earn by asking for it later, and only the sum of both can be compared with siblings who have it still to do. A sibling that is
 * over stands at what it earned. 0 without siblings.
 *
 * @param rewards [B, U], of turns
 * @param returns [B, U, T], of `wordReturns`
 * @param groups [B]
 */
export function leaveOneOutByWord(
  rewards: Ragged,
  returns: readonly Ragged[],
  groups: readonly number[],
): number[][][] {
  const turnCount = Math.max(0, ...rewards.map((turns) => turns.length));
  const standings = rewards.map((turns, i) => {
    let earned = 0;
    return Array.from({ length: turnCount }, (_, u) => {
      const standing = earned + (returns[i]?.[u]?.[0] ?? 0);
      earned += turns[u] ?? 0;
      return standing;
    });
  }); // [B, U]
  const compared = leaveOneOut(standings, groups);
  return returns.map((turns, i) =>
    turns.map((words, u) => Array.from(words, (value) => value - (words[0] ?? 0) + (compared[i]?.[u] ?? 0))),
  );
}

/** A = G. */
export function noBaseline(returns: Ragged): number[][] {
  return mapRagged(returns, (value) => value);
}

/**
 * A_i = G_i − mean_j G_j over the whole batch, i included. The baseline contains the turn's own return, which shrinks
 * the expected gradient by (K − 1)/K for K equally long dialogues.
 */
export function batchMean(returns: Ragged): number[][] {
  const mean = meanOf(flat(returns));
  return mapRagged(returns, (value) => value - mean);
}

export const emaSchema = z.strictObject({ mean: z.number(), weight: z.number().min(0).max(1) });
/** A mean that forgets: `weight` is how much of it was seen, 0 before the first batch. */
export type Ema = z.infer<typeof emaSchema>;

export const initEma: Ema = { mean: 0, weight: 0 };

/** m ← decay·m + (1 − decay)·mean(G), corrected for its start at 0 as Adam's moments are (Kingma & Ba 2015). */
export function updateEma(ema: Ema, values: Ragged, decay = 0.95): Ema {
  assertWithin("decay", decay, 0, 1);
  const all = flat(values);
  if (all.length === 0) return ema;
  const weight = decay * ema.weight + (1 - decay);
  return { mean: (decay * ema.weight * ema.mean + (1 - decay) * meanOf(all)) / weight, weight };
}

/** A = G − the mean of earlier batches. Give the state from before this batch, or the baseline knows the turn itself. */
export function emaBaseline(returns: Ragged, ema: Ema): number[][] {
  return mapRagged(returns, (value) => value - ema.mean);
}

/**
 * A = G − what the same agent earns in the same turn of the same scene when it always says the most probable word; 0
 * from where that dialogue is over.
 *
 * Self-critical training: Rennie et al. 2017.
 */
export function selfCritical(returns: Ragged, greedy: Ragged): number[][] {
  if (returns.length !== greedy.length) {
    throw new RangeError(
      `selfCritical: found ${greedy.length} greedy dialogues for ${returns.length}, expected one each`,
    );
  }
  return returns.map((turns, i) => Array.from(turns, (value, u) => value - (greedy[i]?.[u] ?? 0)));
}

/** A = G − V, V predicted before the turn was said. [B, U] each. */
export function valueBaseline(returns: Ragged, values: Ragged): number[][] {
  return zipRagged(returns, values, (value, predicted) => value - predicted);
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
