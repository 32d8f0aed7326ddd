/**
 * What training does not use: the definition of a return that its own returns are held against, and estimators of which is shown what
 * each does to the gradient.
 */
import { amongSiblings } from "../../src/rl/groups.ts";
import { assertWithin, flat, mapRagged, type Ragged } from "../../src/rl/ragged.ts";

/**
 * G_u = r_u + γ·G_{u+1}: what a turn earns itself and, discounted, what comes later. [B, U] → [B, U].
 *
 * Sutton & Barto 2018, eq. 3.9.
 */
export function discountedReturns(rewards: Ragged, discount: number): number[][] {
  assertWithin("discount", discount, 0, 1);
  return rewards.map((turns) => {
    const returns = Array.from(turns);
    for (let u = returns.length - 2; u >= 0; u--) returns[u] = (returns[u] ?? 0) + discount * (returns[u + 1] ?? 0);
    return returns;
  });
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
  const all = flat(returns);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return mapRagged(returns, (value) => value - mean);
}

/**
 * A_i = (G_i − mean G) / (deviation G + ε) over the group, i included; 0 where a turn has no siblings.
 *
 * Biased: a group's own deviation depends on its returns, so that scenes where all rollouts do about as well count more
 * than scenes where much is to be learnt. Offered to compare with; `leaveOneOut` is the default.
 *
 * Group relative policy optimisation: Shao et al. 2024, §4.1; the deviation is that of a sample (K − 1).
 */
export function grpoAdvantages(returns: Ragged, groups: readonly number[], epsilon = 1e-4): number[][] {
  return amongSiblings(returns, groups, (value, siblings) => {
    if (siblings.length === 0) return 0;
    const count = siblings.length + 1;
    // Distances from one member keep equal returns at exactly 0.
    const offsets = [0, ...siblings.map((sibling) => value - sibling)];
    const mean = offsets.reduce((sum, offset) => sum + offset, 0) / count;
    const variance = offsets.reduce((sum, offset) => sum + (offset - mean) ** 2, 0) / (count - 1);
    return mean / (Math.sqrt(variance) + epsilon);
  });
}

/** Π π(a_t)/b(a_t): the weight of a whole sequence that was drawn from b. */
export function sequenceWeight(logProbs: readonly number[], behaviour: readonly number[]): number {
  return Math.exp(logProbs.reduce((sum, logProb, t) => sum + logProb - (behaviour[t] ?? 0), 0));
}
