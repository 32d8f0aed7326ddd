export interface LabelledFeatures {
  readonly features: readonly number[];
  readonly label: number;
}

/** σ(w · x) */
export function logistic(features: readonly number[], weights: readonly number[]): number {
  return 1 / (1 + Math.exp(-features.reduce((sum, feature, place) => sum + feature * (weights[place] ?? 0), 0)));
}

const priorStrength = 20; // as many examples
const steps = 200;

/** Logistic regression by gradient descent, the weights held to `prior` as if that had been learnt from a few examples. */
export function fitLogistic(examples: readonly LabelledFeatures[], prior: readonly number[]): readonly number[] {
  let weights = prior;
  for (let step = 0; step < steps; step++) {
    const slope = prior.map((value, place) => priorStrength * ((weights[place] ?? 0) - value));
    for (const { features, label } of examples) {
      const error = logistic(features, weights) - label;
      for (const [place, feature] of features.entries()) slope[place] = (slope[place] ?? 0) + error * feature;
    }
    weights = weights.map((value, place) => value - (slope[place] ?? 0) / (examples.length + priorStrength));
  }
  return weights;
}
