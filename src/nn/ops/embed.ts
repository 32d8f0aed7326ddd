import * as tf from "@tensorflow/tfjs";
import { gatherRows, sumRows } from "../kernels/embedding.ts";
import { library } from "../kernels/library.ts";
import { customGradient } from "./custom-gradient.ts";
import type { Tensor } from "../tensor.ts";

/** Rows of a table [M, H] at `ids` [N] (int32) → [N, H]. No gradient. */
function gather(table: Tensor, ids: Tensor): Tensor {
  const kernels = library();
  return kernels === undefined ? tf.gather(table, ids) : gatherRows(kernels, table, ids);
}

/** out [size, H] with out[to_i] += table[from_i], or += table[i] without `from`. No gradient. */
function sums(table: Tensor, from: Tensor | undefined, to: Tensor, size: number): Tensor {
  const kernels = library();
  if (kernels !== undefined) return sumRows(kernels, table, from, to, size);
  const rows = from === undefined ? table : tf.gather(table, from);
  return tf.scatterND(tf.reshape(to, [-1, 1]), rows, [size, table.shape[1] ?? 0]);
}

/** Rows of a table [M, H] at `ids` [N] (int32) → [N, H]. The gradient is a scatter-add. */
export function embed(table: Tensor, ids: Tensor): Tensor {
  const size = table.shape[0] ?? 0;
  return customGradient<readonly [Tensor], readonly [Tensor]>([table], ([rows], save) => {
    save([ids]);
    return { value: gather(rows, ids), gradient: (dy, [at]) => [sums(dy, undefined, at, size)] };
  });
}

/** Sums table rows into places: out[row_m] += table[id_m] for ids [M], rows [M] → [size, H]. */
export function embedBag(table: Tensor, ids: Tensor, rows: Tensor, size: number): Tensor {
  const entries = table.shape[0] ?? 0;
  return customGradient<readonly [Tensor], readonly [Tensor, Tensor]>([table], ([from], save) => {
    save([ids, rows]);
    return { value: sums(from, ids, rows, size), gradient: (dy, [at, to]) => [sums(dy, to, at, entries)] };
  });
}
