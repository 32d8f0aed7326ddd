import * as tf from "@tensorflow/tfjs";
import { library } from "../kernels/library.ts";
import { productKernel } from "../kernels/product.ts";
import { customGradient } from "./custom-gradient.ts";
import type { Tensor } from "../tensor.ts";

function transposed(a: Tensor): Tensor {
  const last = a.rank - 1;
  const order = Array.from({ length: a.rank }, (_, i) => (i < last - 1 ? i : i === last ? last - 1 : last));
  return tf.transpose(a, order);
}

/** a · b over the last two axes, each transposed first where asked; no gradient. */
export function product(a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor {
  const kernels = library();
  if (kernels !== undefined) return productKernel(kernels, a, b, { transposeA, transposeB });
  return plainProduct(a, b, transposeA, transposeB);
}

/** The same as the library has it; an explicit transpose is faster than its flags on every engine. */
export function plainProduct(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor {
  return tf.matMul(transposeA ? transposed(a) : a, transposeB ? transposed(b) : b);
}

/** a [.., N, K] · b [.., K, M] → [.., N, M], or b [.., M, K] where `transposeB`. */
export function matMul(a: Tensor, b: Tensor, transposeB = false): Tensor {
  return customGradient([a, b], ([x, y], save) => {
    save([x, y]);
    return {
      value: product(x, y, false, transposeB),
      gradient: (dz, [savedX, savedY]) => [
        product(dz, savedY, false, !transposeB),
        transposeB ? product(dz, savedX, true) : product(savedX, dz, true),
      ],
    };
  });
}
