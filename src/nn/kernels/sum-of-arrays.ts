import { floatBytes, type Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

/** Numbers added at a time: all addends of a stretch stay in the second-level cache. */
const stretch = 8192;

/** Σ of arrays of one length, added in their order, as a tensor of `shape`. */
export function sumOfArrays(library: Library, addends: readonly Float32Array[], shape: readonly number[]): Tensor {
  const sum = library.output(shape);
  for (let from = 0; from < sum.size; from += stretch) {
    const to = Math.min(sum.size, from + stretch);
    const rows = library.rows(
      "addends",
      addends.map((array) => array.subarray(from, to)),
    );
    library.run.sumColumns(rows, addends.length, to - from, library.pointer(sum) + from * floatBytes);
  }
  return sum;
}
