import * as tf from "@tensorflow/tfjs";
import { sumColumns } from "../kernels/embedding.ts";
import { library } from "../kernels/library.ts";
import { customGradient } from "./custom-gradient.ts";
import { matMul, product } from "./mat-mul.ts";
import type { Tensor } from "../tensor.ts";

/** x [N, I] · weight [I, O] + bias [O] → [N, O]. */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  if (bias === undefined) return matMul(x, weight);
  const inputs = [x, weight, bias] as const;
  return customGradient<typeof inputs, readonly [Tensor, Tensor]>(inputs, ([rows, matrix, base], save) => {
    save([rows, matrix]);
    return {
      value: product(rows, matrix, { bias: base }),
      gradient: (dy, [savedRows, savedMatrix]) => [
        product(dy, savedMatrix, { transposeB: true }),
        product(savedRows, dy, { transposeA: true }),
        columnSums(dy),
      ],
    };
  });
}

function columnSums(rows: Tensor): Tensor {
  const kernels = library();
  return kernels === undefined ? tf.sum(rows, 0) : sumColumns(kernels, rows);
}
