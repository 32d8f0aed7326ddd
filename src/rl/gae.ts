import { type Ragged, assertSameShape, assertWithin } from "./ragged.ts";

export interface ValueTargets {
  /** [B, U] */
  readonly advantages: readonly number[][];
  /** What the value head should have predicted, [B, U]. */
  readonly targets: readonly number[][];
}

/**
 * δ_u = r_u + γ·V_{u+1} − V_u,  A_u = δ_u + γλ·A_{u+1},  target_u = A_u + V_u
 *
 * λ = 1 is the return less the value, λ = 0 the error of one step (Schulman et al. 2016, eq. 11–16). A dialogue that
 * was over is worth 0 afterwards; one that ran into the limit on turns is worth `bootstrap`, if given.
 *
 * @param rewards [B, U]
 * @param values [B, U] V, predicted before each turn
 * @param bootstrap [B] V after the last turn
 */
export function generalisedAdvantages(
  rewards: Ragged,
  values: Ragged,
  {
    discount,
    lambda,
    bootstrap,
  }: { readonly discount: number; readonly lambda: number; readonly bootstrap?: ArrayLike<number> },
): ValueTargets {
  assertSameShape("generalisedAdvantages", rewards, values);
  assertWithin("discount", discount, 0, 1);
  assertWithin("lambda", lambda, 0, 1);
  const advantages = rewards.map((turns, i) => {
    const value = (u: number): number => (u < turns.length ? (values[i]?.[u] ?? 0) : (bootstrap?.[i] ?? 0));
    const row = Array.from(turns, (reward, u) => reward + discount * value(u + 1) - value(u)); // δ
    for (let u = row.length - 2; u >= 0; u--) row[u] = (row[u] ?? 0) + discount * lambda * (row[u + 1] ?? 0);
    return row;
  });
  return {
    advantages,
    targets: advantages.map((row, i) => row.map((advantage, u) => advantage + (values[i]?.[u] ?? 0))),
  };
}
