import * as tf from "@tensorflow/tfjs";
import { library } from "../kernels/library.ts";
import { productKernel, type ProductOptions } from "../kernels/product.ts";
import { customGradient } from "./custom-gradient.ts";
import type { Tensor } from "../tensor.ts";

function transposed(a: Tensor): Tensor {
  const last = a.rank - 1;
  const order = Array.from({ length: a.rank }, (_, i) => (i < last - 1 ? i : i === last ? last - 1 : last));
  return tf.transpose(a, order);
}

/** a · b over the last two axes, each transposed first where asked, plus a bias for every row; no gradient. */
export function product(a: Tensor, b: Tensor, options: ProductOptions = {}): Tensor {
  const kernels = library();
  return kernels === undefined ? plainProduct(a, b, options) : productKernel(kernels, a, b, options);
}

/** The definition; an explicit transpose is faster than the library's flags on every engine. */
export function plainProduct(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false, bias }: ProductOptions = {},
): Tensor {
  const result = tf.matMul(transposeA ? transposed(a) : a, transposeB ? transposed(b) : b);
  return bias === undefined ? result : tf.add(result, bias);
}

/** a [.., N, K] · b [.., K, M] → [.., N, M], or b [.., M, K] where `transposeB`. */
export function matMul(a: Tensor, b: Tensor, transposeB = false): Tensor {
  return customGradient([a, b], ([x, y], save) => {
    save([x, y]);
    return {
      value: product(x, y, { transposeB }),
      gradient: (dz, [savedX, savedY]) => [
        product(dz, savedY, { transposeB: !transposeB }),
        transposeB ? product(dz, savedX, { transposeA: true }) : product(savedX, dz, { transposeA: true }),
      ],
    };
  });
}
