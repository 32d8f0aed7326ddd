import { type Judgement, ruleMeans } from "./judgement.ts";
import type { LoadedRule } from "./load-rules.ts";
import type { Normaliser } from "./normaliser.ts";

type Weighed = Pick<LoadedRule, "name" | "weight">;

/** Each trained rule's part of the whole: the weights, made to sum to 1. Metrics have no part. */
export function weightShares(rules: readonly Weighed[]): Map<string, number> {
  const trained = rules.filter(({ weight }) => weight > 0);
  const total = trained.reduce((sum, { weight }) => sum + weight, 0);
  return new Map(trained.map(({ name, weight }) => [name, weight / total]));
}

/**
 * reward = Σ share(rule) · normalised score, for every turn: [B, U]. A rule that does not apply adds nothing, which is
 * its mean; the shares of the others stay as they are. A turn without scores earns 0.
 */
export function turnRewards(
  judgement: Judgement,
  rules: readonly Weighed[],
  normaliser: Pick<Normaliser, "normalise">,
): readonly (readonly number[])[] {
  const shares = [...weightShares(rules)];
  return judgement.map(({ turns }) =>
    turns.map(({ scores }) =>
      shares.reduce((reward, [rule, share]) => {
        const value = scores.get(rule)?.value ?? null;
        return value === null ? reward : reward + share * normaliser.normalise(rule, value);
      }, 0),
    ),
  );
}

/**
 * The evaluation's one number, in [0, 1]: weighted mean over the trained rules of each one's mean score, scaled by its
 * range. Rules that applied nowhere are left out; `null` if none applied.
 */
export function composite(judgement: Judgement, rules: readonly LoadedRule[]): number | null {
  return compositeOf(ruleMeans(judgement, rules), rules);
}

/** The same, of every rule's mean score as it is known already. */
export function compositeOf(
  means: ReadonlyMap<string, number | null>,
  rules: readonly Pick<LoadedRule, "name" | "weight" | "range">[],
): number | null {
  let sum = 0;
  let weights = 0;
  for (const { name, weight, range } of rules) {
    const mean = means.get(name) ?? null;
    if (weight === 0 || mean === null) continue;
    sum += (weight * (mean - range[0])) / (range[1] - range[0]);
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}
