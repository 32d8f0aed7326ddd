import { sumOfArrays as summed } from "../kernels/sum-of-arrays.ts";
import { library } from "../kernels/library.ts";
import { tensor, type Tensor } from "../tensor.ts";

/** The sum of arrays of one length, added in their order, as a tensor of `shape`; no gradient. */
export function sumOfArrays(addends: readonly Float32Array[], shape: readonly number[]): Tensor {
  const kernels = library();
  return kernels === undefined ? plainSumOfArrays(addends, shape) : summed(kernels, addends, shape);
}

/** The definition. */
export function plainSumOfArrays(addends: readonly Float32Array[], shape: readonly number[]): Tensor {
  const [first = new Float32Array(0), ...others] = addends;
  const sum = first.map((value, i) => others.reduce((total, other) => Math.fround(total + (other[i] ?? 0)), value));
  return tensor(sum, shape);
}
