import * as tf from "@tensorflow/tfjs";
import { library } from "../kernels/library.ts";
import { mixtureForward } from "../kernels/mixture.ts";
import { matMul } from "./mat-mul.ts";
import type { Tensor } from "../tensor.ts";

export interface MixtureInputs {
  readonly mixed: Tensor; // [N, H]
  /** The tied embedding. */
  readonly embedding: Tensor; // [V, H]
  readonly bias: Tensor; // [V]
  /** Of the sources: own words, then one for each pointer. */
  readonly gateLogits: Tensor; // [N, 1 + pointers]
  /** The probability that each pointer gives to the target. */
  readonly pointed: Tensor; // [N, pointers]
  readonly targets: Int32Array; // [N]
}

export interface Scored {
  /** Of the target, under the mixture, in nats. */
  readonly logProbs: Tensor; // [N]
  /** Of the vocabulary softmax, in nats. */
  readonly entropy: Tensor; // [N]
}

/** Keeps the logarithm finite; below float32's resolution of any probability that matters. */
const floor = 1e-20;

function oneHot(targets: Int32Array, size: number): Tensor {
  const flags = new Float32Array(targets.length * size);
  targets.forEach((target, row) => (flags[row * size + target] = 1));
  return tf.tensor(flags, [targets.length, size]);
}

/**
 * A gate's mixture of the tied softmax and the pointers (pointer-generator, See et al. 2017, equation 9):
 * log p(w) = log(g₀ softmax(E m + c)_w + Σ_k g_k pointed_k). To be read, not learnt from: where the engine has kernels it has no
 * gradient; `objective` has.
 */
export function mixture(inputs: MixtureInputs): Scored {
  const kernels = library();
  if (kernels === undefined) return plainMixture(inputs);
  const { mixed, embedding, bias, gateLogits, pointed, targets } = inputs;
  return mixtureForward(kernels, [mixed, embedding, bias, gateLogits, pointed], targets);
}

/** The definition, with a gradient. */
export function plainMixture({ mixed, embedding, bias, gateLogits, pointed, targets }: MixtureInputs): Scored {
  const vocabulary = embedding.shape[0] ?? 0;
  const logits = tf.add(matMul(mixed, embedding, true), bias); // [N, V]
  const logSoftmax = tf.logSoftmax(logits);
  const softmax = tf.exp(logSoftmax);
  const own = tf.sum(tf.mul(softmax, oneHot(targets, vocabulary)), 1, true); // [N, 1]
  const gates = tf.softmax(gateLogits);
  const probability = tf.sum(tf.mul(gates, tf.concat([own, pointed], 1)), 1);
  return {
    logProbs: tf.log(tf.add(probability, floor)),
    entropy: tf.neg(tf.sum(tf.mul(softmax, logSoftmax), 1)),
  };
}
