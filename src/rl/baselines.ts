import { amongSiblings } from "./groups.ts";
import type { Ragged } from "./ragged.ts";

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
