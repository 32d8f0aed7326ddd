import { type Ragged, assertSameShape, assertWithin } from "./ragged.ts";

/**
 * Generalised advantages, against a critic V that knows what was said before each turn:
 *
 *   δ_u = r_u + γ·V_{u+1} − V_u,  A_u = δ_u + γλ·A_{u+1}
 *
 * λ = 1 is the return less the value, exact whatever the critic says; λ = 0 the error of one step. Between them a critic that errs
 * turns the gradient a little, and what comes much later makes it less noisy (Schulman et al. 2016, eq. 11–16). A dialogue that is
 * over is worth 0 afterwards.
 *
 * @param rewards [B, U]
 * @param values [B, U] V, predicted before each turn
 */
export function generalisedAdvantages(
  rewards: Ragged,
  values: Ragged,
  { discount, lambda }: { readonly discount: number; readonly lambda: number },
): number[][] {
  assertSameShape("generalisedAdvantages", rewards, values);
  assertWithin("discount", discount, 0, 1);
  assertWithin("lambda", lambda, 0, 1);
  return rewards.map((turns, i) => {
    const value = (u: number): number => values[i]?.[u] ?? 0;
    const row = Array.from(turns, (reward, u) => reward + discount * value(u + 1) - value(u)); // δ
    for (let u = row.length - 2; u >= 0; u--) row[u] = (row[u] ?? 0) + discount * lambda * (row[u + 1] ?? 0);
    return row;
  });
}
