import type { Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

export function tanhForward(library: Library, x: Tensor): Tensor {
  const y = library.output(x.shape);
  library.run.tanhForward(library.pointer(x), x.size, library.pointer(y));
  return y;
}

/** dy (1 − y²). */
export function tanhBackward(library: Library, dy: Tensor, y: Tensor): Tensor {
  const dx = library.output(y.shape);
  library.run.tanhBackward(library.pointer(dy), library.pointer(y), y.size, library.pointer(dx));
  return dx;
}

export function sumOfSquares(library: Library, x: Tensor): number {
  return library.run.sumOfSquares(library.pointer(x), x.size);
}

/** A parameter, its two moments and its gradient. */
export type AdamTensors = readonly [Tensor, Tensor, Tensor, Tensor];

export interface AdamFactors {
  /** The gradient is multiplied by it first. */
  readonly shrink: number;
  readonly decay1: number;
  readonly decay2: number;
  /** Learning rate and epsilon with the moments' bias corrected. */
  readonly rate: number;
  readonly epsilon: number;
}

/** The next parameter and moments. */
export function adamKernel(
  library: Library,
  tensors: AdamTensors,
  { shrink, decay1, decay2, rate, epsilon }: AdamFactors,
): [Tensor, Tensor, Tensor] {
  const [parameter] = tensors;
  const next = [0, 1, 2].map(() => library.output(parameter.shape)) as [Tensor, Tensor, Tensor];
  const [from0, from1, from2, from3] = tensors.map((t) => library.pointer(t)) as [number, number, number, number];
  const [to0, to1, to2] = next.map((t) => library.pointer(t)) as [number, number, number];
  library.run.adam(from0, from1, from2, from3, parameter.size, shrink, decay1, decay2, rate, epsilon, to0, to1, to2);
  return next;
}
