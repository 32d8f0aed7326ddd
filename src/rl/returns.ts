import { type Ragged, assertWithin } from "./ragged.ts";

/**
 * The return of every word of one dialogue, where words have rewards of their own: the KL to the reference. With t' ≥ t
 * the words that are left of turn u, and a discount of 1 from word to word,
 *
 *   G_{u,t} = Σ_{t'} r_{u,t'} + R_u + γ·G_{u+1,0}
 *
 * Sutton & Barto 2018, eq. 3.9, with turns as steps.
 *
 * @param turnRewards [U] R, what each turn earns as a whole, once it is said
 * @param wordRewards [U, T]
 * @returns [U, T]; a turn without words hands its return on to the turn before it
 */
export function wordReturns(turnRewards: ArrayLike<number>, wordRewards: Ragged, discount: number): number[][] {
  assertWithin("discount", discount, 0, 1);
  assertSameTurns(turnRewards, wordRewards);
  const returns = wordRewards.map((words) => Array.from(words));
  let later = 0; // G_{u+1,0}
  for (let u = returns.length - 1; u >= 0; u--) {
    const words = returns[u] ?? [];
    let rest = (turnRewards[u] ?? 0) + discount * later;
    for (let t = words.length - 1; t >= 0; t--) {
      rest += words[t] ?? 0;
      words[t] = rest;
    }
    later = rest;
  }
  return returns;
}

/** Each turn's reward and the rewards of its words in one number. [U] and [U, T] → [U]. */
export function withWordRewards(turnRewards: ArrayLike<number>, wordRewards: Ragged): number[] {
  assertSameTurns(turnRewards, wordRewards);
  return wordRewards.map((words, u) => Array.from(words).reduce((sum, reward) => sum + reward, turnRewards[u] ?? 0));
}

function assertSameTurns(turnRewards: ArrayLike<number>, wordRewards: Ragged): void {
  if (turnRewards.length === wordRewards.length) return;
  throw new RangeError(
    `found rewards of ${turnRewards.length} turns and words of ${wordRewards.length}, expected as many`,
  );
}
