import type { Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

/** Sizes of an attention over words said, and how many words each query sees, at most C. */
export interface SaidShape {
  readonly batch: number; // B
  readonly length: number; // L
  readonly capacity: number; // C
  readonly hidden: number; // H
  readonly heads: number;
  readonly visible: Int32Array; // [B · L]
}

type Pair = readonly [Tensor, Tensor];
type Sizes = [number, number, number, number, number];

const sizes = ({ batch, length, capacity, hidden, heads }: SaidShape): Sizes => [
  batch,
  length,
  capacity,
  hidden,
  heads,
];

function scratch(library: Library, { hidden, heads, capacity }: SaidShape): number {
  return library.scratch("said", library.run.saidScratch(hidden, heads, capacity));
}

/** weights [B, heads, L, C] of queries [B, L, H] and keys [B, C, H]. */
export function saidWeights(library: Library, [queries, keys]: Pair, shape: SaidShape): Tensor {
  const weights = library.output([shape.batch, shape.heads, shape.length, shape.capacity]);
  library.run.saidWeights(
    library.pointer(queries),
    library.pointer(keys),
    library.integers("visible", shape.visible),
    ...sizes(shape),
    library.pointer(weights),
    scratch(library, shape),
  );
  return weights;
}

/** The gradients of queries and keys. */
export function saidWeightsBack(
  library: Library,
  dWeights: Tensor,
  weights: Tensor,
  [queries, keys]: Pair,
  shape: SaidShape,
): [Tensor, Tensor] {
  const [dQueries, dKeys] = [library.output(queries.shape), library.output(keys.shape)];
  library.run.saidWeightsBack(
    library.pointer(dWeights),
    library.pointer(weights),
    library.pointer(queries),
    library.pointer(keys),
    library.integers("visible", shape.visible),
    ...sizes(shape),
    library.pointer(dQueries),
    library.pointer(dKeys),
    scratch(library, shape),
  );
  return [dQueries, dKeys];
}

/** Σ weights · values, [B, L, heads · H]. */
export function saidRead(library: Library, [weights, values]: Pair, shape: SaidShape): Tensor {
  const read = library.output([shape.batch, shape.length, shape.heads * shape.hidden]);
  library.run.saidRead(
    library.pointer(weights),
    library.pointer(values),
    library.integers("visible", shape.visible),
    ...sizes(shape),
    library.pointer(read),
    scratch(library, shape),
  );
  return read;
}

/** The gradients of weights and values. */
export function saidReadBack(
  library: Library,
  dRead: Tensor,
  [weights, values]: Pair,
  shape: SaidShape,
): [Tensor, Tensor] {
  const [dWeights, dValues] = [library.output(weights.shape), library.output(values.shape)];
  library.run.saidReadBack(
    library.pointer(dRead),
    library.pointer(weights),
    library.pointer(values),
    library.integers("visible", shape.visible),
    ...sizes(shape),
    library.pointer(dWeights),
    library.pointer(dValues),
    scratch(library, shape),
  );
  return [dWeights, dValues];
}
