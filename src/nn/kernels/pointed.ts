import type { Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

type Shape = readonly [batch: number, heads: number, length: number, capacity: number];

/** weights [B, heads, L, C] → what they give to the targets [B · L], [B, L, heads]. */
export function pointedKernel(library: Library, weights: Tensor, words: Int32Array, targets: Int32Array): Tensor {
  const [batch, heads, length, capacity] = weights.shape as [number, number, number, number];
  const result = library.output([batch, length, heads]);
  library.run.pointed(
    library.pointer(weights),
    library.integers("words", words),
    library.integers("targets", targets),
    batch,
    heads,
    length,
    capacity,
    library.pointer(result),
  );
  return result;
}

/** The gradient of the weights. */
export function pointedBack(
  library: Library,
  dPointed: Tensor,
  words: Int32Array,
  targets: Int32Array,
  shape: Shape,
): Tensor {
  const dWeights = library.output(shape);
  library.run.pointedBack(
    library.pointer(dPointed),
    library.integers("words", words),
    library.integers("targets", targets),
    ...shape,
    library.pointer(dWeights),
  );
  return dWeights;
}
