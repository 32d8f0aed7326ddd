import * as tf from "@tensorflow/tfjs";
import { customGradient } from "./custom-gradient.ts";
import type { Tensor } from "../tensor.ts";

/** Adds rows [N, H] into a new matrix [size, H] at `rows` [N]; rows that share a place are summed. No gradient. */
export function scatterRows(values: Tensor, rows: Tensor, size: number): Tensor {
  return tf.scatterND(tf.reshape(rows, [-1, 1]), values, [size, values.shape[1] ?? 0]);
}

/** Rows of a table [M, H] at `ids` [N] (int32) → [N, H]. The gradient is a scatter-add. */
export function embed(table: Tensor, ids: Tensor): Tensor {
  const size = table.shape[0] ?? 0;
  return customGradient([table], ([rows], save) => {
    save([ids]);
    return { value: tf.gather(rows, ids), gradient: (dy, [at]) => [scatterRows(dy, at, size)] };
  });
}

/** Sums table rows into places: out[row_m] += table[id_m] for ids [M], rows [M] → [size, H]. */
export function embedBag(table: Tensor, ids: Tensor, rows: Tensor, size: number): Tensor {
  const entries = table.shape[0] ?? 0;
  return customGradient<readonly [Tensor], readonly [Tensor, Tensor]>([table], ([from], save) => {
    save([ids, rows]);
    return {
      value: scatterRows(tf.gather(from, ids), rows, size),
      gradient: (dy, [at, to]) => [scatterRows(tf.gather(dy, to), at, entries)],
    };
  });
}
