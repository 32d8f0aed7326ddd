import { amongSiblings } from "./groups.ts";
import type { Ragged } from "./ragged.ts";

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
