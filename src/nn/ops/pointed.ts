import * as tf from "@tensorflow/tfjs";
import { library } from "../kernels/library.ts";
import { pointedBack, pointedKernel } from "../kernels/pointed.ts";
import { customGradient } from "./custom-gradient.ts";
import type { Tensor } from "../tensor.ts";

/**
 * The probability that attention as a pointer gives to a target: the sum of its weights over the places that hold that
 * word. weights [B, heads, L, C], words [B · C], targets [B · L] → [B, L, heads].
 */
export function pointed(weights: Tensor, words: Int32Array, targets: Int32Array): Tensor {
  const kernels = library();
  if (kernels === undefined) return plainPointed(weights, words, targets);
  const shape = weights.shape as [number, number, number, number];
  return customGradient<readonly [Tensor], readonly []>([weights], ([w], save) => {
    save([]);
    return {
      value: pointedKernel(kernels, w, words, targets),
      gradient: (dPointed) => [pointedBack(kernels, dPointed, words, targets, shape)],
    };
  });
}

/** The definition. */
export function plainPointed(weights: Tensor, words: Int32Array, targets: Int32Array): Tensor {
  const [batch = 0, , length = 0, capacity = 0] = weights.shape;
  const same = tf.cast(
    tf.equal(tf.tensor(words, [batch, 1, 1, capacity]), tf.tensor(targets, [batch, 1, length, 1])),
    "float32",
  ); // [B, 1, L, C]
  return tf.transpose(tf.sum(tf.mul(weights, same), 3), [0, 2, 1]);
}
