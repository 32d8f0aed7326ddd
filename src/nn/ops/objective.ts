import * as tf from "@tensorflow/tfjs";
import { library, type Library } from "../kernels/library.ts";
import { objectiveKernel, type ObjectiveWeights } from "../kernels/objective.ts";
import { valuesOf, type Tensor } from "../tensor.ts";
import { customGradient } from "./custom-gradient.ts";
import { type MixtureInputs, plainMixture } from "./mixture.ts";

export type { ObjectiveWeights };

export interface ScoredObjective {
  /** Σ (weight · log p + weight · entropy), a scalar with a gradient. */
  readonly value: Tensor;
  readonly logProbs: Float32Array; // [N]
  readonly entropy: Float32Array; // [N]
}

/**
 * The weighted sum of a mixture's log-probabilities and entropies, where the weights are known beforehand: then the way there
 * and back is one pass, and a third of the product with the vocabulary is saved.
 */
export function objective(inputs: MixtureInputs, weights: ObjectiveWeights): ScoredObjective {
  const kernels = library();
  return kernels === undefined ? plainObjective(inputs, weights) : fusedObjective(kernels, inputs, weights);
}

function fusedObjective(kernels: Library, inputs: MixtureInputs, weights: ObjectiveWeights): ScoredObjective {
  const { mixed, embedding, bias, gateLogits, pointed, targets } = inputs;
  const tensors = [mixed, embedding, bias, gateLogits, pointed] as const;
  const scores = { logProbs: new Float32Array(0), entropy: new Float32Array(0) };
  type Gradients = readonly [Tensor, Tensor, Tensor, Tensor, Tensor];
  const value = customGradient<typeof tensors, Gradients>(tensors, (own, save) => {
    const { gradients, ...found } = objectiveKernel(kernels, own, targets, weights);
    Object.assign(scores, found);
    save(gradients);
    return {
      value: tf.scalar(weighted(found, weights)),
      // A loss that is the objective, or its negative, has a gradient of ±1 here.
      gradient: (dValue, saved) => saved.map((t) => tf.mul(t, dValue)) as [Tensor, Tensor, Tensor, Tensor, Tensor],
    };
  });
  return { value, ...scores };
}

function weighted(scores: ObjectiveWeights, weights: ObjectiveWeights): number {
  const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, n) => sum + x * (b[n] ?? 0), 0);
  return dot(scores.logProbs, weights.logProbs) + dot(scores.entropy, weights.entropy);
}

/** The definition. */
export function plainObjective(inputs: MixtureInputs, weights: ObjectiveWeights): ScoredObjective {
  const { logProbs, entropy } = plainMixture(inputs);
  const sum = (scores: Tensor, by: Float32Array): Tensor => tf.sum(tf.mul(scores, tf.tensor1d(by)));
  return {
    value: tf.add(sum(logProbs, weights.logProbs), sum(entropy, weights.entropy)),
    logProbs: valuesOf(logProbs),
    entropy: valuesOf(entropy),
  };
}
