import * as tf from "@tensorflow/tfjs";
import { library, type Library } from "../kernels/library.ts";
import { knownWeights, knownWeightsBack } from "../kernels/known.ts";
import { customGradient } from "./custom-gradient.ts";
import { embed } from "./embed.ts";
import { matMul } from "./mat-mul.ts";
import type { Attention } from "./said-attention.ts";
import type { Tensor } from "../tensor.ts";

export interface KnownInputs {
  readonly queries: Tensor; // [B, L, H]
  readonly keys: Tensor; // [B, S, H]
  readonly values: Tensor; // [B, S, H]
  /** Per query, a bias for each bucket of "since a sibling word was heard, and from whom". */
  readonly siblingBias: Tensor; // [B, L, K₁]
  /** Per query, a bias for each bucket of "since the word itself was heard". */
  readonly selfBias: Tensor; // [B, L, K₂]
  readonly siblingBuckets: Int32Array; // [B · L · S]
  readonly selfBuckets: Int32Array; // [B · L · S]
  /** 1 where the fact word is known at that time, else 0. */
  readonly present: Int32Array; // [B · L · S]
}

const hidden = -1e9;

/** Picks, for each fact word, its bucket's bias out of [B, L, K] → [B, L, S]. */
function pick(bias: Tensor, buckets: Int32Array, factWords: number): Tensor {
  const [batch = 0, length = 0, count = 0] = bias.shape;
  const places = buckets.map((bucket, i) => Math.floor(i / factWords) * count + bucket);
  const picked = embed(tf.reshape(bias, [batch * length * count, 1]), tf.tensor1d(places, "int32"));
  return tf.reshape(picked, [batch, length, factWords]);
}

/**
 * Attention over the words of one's facts, with learnt biases for how long ago a word's siblings and the word itself were
 * heard (relation biases, Shaw et al. 2018): D = softmax(q · k / √H + b₁[since sibling] + b₂[since self]), f = Σ D v.
 * With no fact present, D and f are 0.
 */
export function knownAttention(inputs: KnownInputs): Attention {
  const kernels = library();
  return kernels === undefined ? plainKnownAttention(inputs) : fusedKnownAttention(kernels, inputs);
}

function fusedKnownAttention(
  kernels: Library,
  { queries, keys, values, siblingBias, selfBias, ...places }: KnownInputs,
): Attention {
  const inputs = [queries, keys, siblingBias, selfBias] as const;
  const weights = customGradient<typeof inputs, readonly [Tensor, ...typeof inputs]>(inputs, (tensors, save) => {
    const value = knownWeights(kernels, tensors, places);
    save([value, ...tensors]);
    return {
      value,
      gradient: (dWeights, [w, ...saved]) => knownWeightsBack(kernels, dWeights, w, saved, places),
    };
  }); // [B, L, S]
  return { weights: tf.expandDims(weights, 1), read: matMul(weights, values) };
}

/** The definition. */
export function plainKnownAttention(inputs: KnownInputs): Attention {
  const { queries, keys, values, siblingBias, selfBias, siblingBuckets, selfBuckets, present } = inputs;
  const [batch = 0, length = 0, width = 0] = queries.shape;
  const factWords = keys.shape[1] ?? 0;
  const there = tf.tensor(Float32Array.from(present), [batch, length, factWords]);
  const content = tf.mul(matMul(queries, keys, true), 1 / Math.sqrt(width)); // [B, L, S]
  const biases = tf.add(pick(siblingBias, siblingBuckets, factWords), pick(selfBias, selfBuckets, factWords));
  const scores = tf.add(tf.add(content, biases), tf.mul(tf.sub(1, there), hidden));
  const weights = tf.mul(tf.softmax(scores), there); // [B, L, S]
  return { weights: tf.expandDims(weights, 1), read: matMul(weights, values) };
}
