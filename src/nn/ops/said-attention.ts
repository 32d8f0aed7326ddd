import * as tf from "@tensorflow/tfjs";
import { library, type Library } from "../kernels/library.ts";
import * as kernel from "../kernels/said.ts";
import { customGradient } from "./custom-gradient.ts";
import { matMul } from "./mat-mul.ts";
import type { Tensor } from "../tensor.ts";

export interface SaidInputs {
  readonly queries: Tensor; // [B, L, H]
  /** Keys of every word said so far, the new ones included; behind a row's last word, anything. */
  readonly keys: Tensor; // [B, C, H]
  readonly values: Tensor; // [B, C, H]
  /** How many words a query may look at: those up to its own, the first ones of C. */
  readonly visible: Int32Array; // [B · L]
  readonly heads: number;
}

export interface Attention {
  readonly weights: Tensor; // [B, heads, L, C]
  readonly read: Tensor; // [B, L, heads · H]
}

const hidden = -1e9; // softmax gives exactly 0 beside any finite score

function split(x: Tensor, heads: number): Tensor {
  const [batch = 0, words = 0, width = 0] = x.shape;
  return tf.transpose(tf.reshape(x, [batch, words, heads, width / heads]), [0, 2, 1, 3]); // [B, heads, N, H / heads]
}

function causalMask(visible: Int32Array, batch: number, queries: number, capacity: number): Tensor {
  const mask = new Float32Array(batch * queries * capacity);
  for (let row = 0; row < visible.length; row++)
    mask.fill(hidden, row * capacity + (visible[row] ?? 0), (row + 1) * capacity);
  return tf.tensor(mask, [batch, 1, queries, capacity]);
}

/**
 * Scaled dot-product attention over the words said, each head with its share of the key and a look at the whole value:
 * P = softmax(q · k / √(H / heads)), r = Σ P v. Vaswani et al. 2017, equation 1.
 */
export function saidAttention(inputs: SaidInputs): Attention {
  const kernels = library();
  return kernels === undefined ? plainSaidAttention(inputs) : fusedSaidAttention(kernels, inputs);
}

function fusedSaidAttention(kernels: Library, { queries, keys, values, visible, heads }: SaidInputs): Attention {
  const [batch = 0, length = 0, hidden = 0] = queries.shape;
  const capacity = keys.shape[1] ?? 0;
  const shape = { batch, length, capacity, hidden, heads, visible: visible.map((count) => Math.min(count, capacity)) };
  const ofScores = [queries, keys] as const;
  const weights = customGradient<typeof ofScores, readonly [Tensor, Tensor, Tensor]>(ofScores, ([q, k], save) => {
    const value = kernel.saidWeights(kernels, [q, k], shape);
    save([value, q, k]);
    return {
      value,
      gradient: (dWeights, [w, savedQ, savedK]) =>
        kernel.saidWeightsBack(kernels, dWeights, w, [savedQ, savedK], shape),
    };
  });
  const read = customGradient([weights, values], ([w, v], save) => {
    save([w, v]);
    return {
      value: kernel.saidRead(kernels, [w, v], shape),
      gradient: (dRead, saved) => kernel.saidReadBack(kernels, dRead, saved, shape),
    };
  });
  return { weights, read };
}

/** The definition. */
export function plainSaidAttention({ queries, keys, values, visible, heads }: SaidInputs): Attention {
  const [batch = 0, length = 0, width = 0] = queries.shape;
  const capacity = keys.shape[1] ?? 0;
  const scores = tf.mul(matMul(split(queries, heads), split(keys, heads), true), 1 / Math.sqrt(width / heads));
  const weights = tf.softmax(tf.add(scores, causalMask(visible, batch, length, capacity))); // [B, heads, L, C]
  const stacked = tf.reshape(weights, [batch, heads * length, capacity]);
  const reads = tf.reshape(matMul(stacked, values), [batch, heads, length, width]);
  return { weights, read: tf.reshape(tf.transpose(reads, [0, 2, 1, 3]), [batch, length, heads * width]) };
}
