import * as tf from "@tensorflow/tfjs";
import { embed } from "./embed.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Puts the first `counts[b]` rows of a block [B, L, H] behind the first `at[b]` rows of a buffer [B, C, H], row by row of the
 * batch. Gives a buffer as long as the longest row; what lies behind a row's end is undefined.
 */
export function append(buffer: Tensor, block: Tensor, at: Int32Array, counts: Int32Array): Tensor {
  const [batch = 0, capacity = 0, width = 0] = buffer.shape;
  const length = block.shape[1] ?? 0;
  if (capacity === 0) return block;
  const needed = Math.max(1, ...at.map((start, row) => start + (counts[row] ?? 0)));
  const places = Int32Array.from({ length: batch * needed }, (_, i) => {
    const [row, c] = [Math.floor(i / needed), i % needed];
    const start = at[row] ?? 0;
    const fromBlock = c >= start && c - start < length;
    return fromBlock ? batch * capacity + row * length + (c - start) : row * capacity + Math.min(c, capacity - 1);
  });
  const all = tf.concat([tf.reshape(buffer, [batch * capacity, width]), tf.reshape(block, [batch * length, width])], 0);
  return tf.reshape(embed(all, tf.tensor1d(places, "int32")), [batch, needed, width]);
}
