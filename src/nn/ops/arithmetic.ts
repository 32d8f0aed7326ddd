/** Elementwise and shape ops, differentiable, as the library has them. */
import * as tf from "@tensorflow/tfjs";
import { tanhBackward, tanhForward } from "../kernels/elementwise.ts";
import { library } from "../kernels/library.ts";
import { customGradient } from "./custom-gradient.ts";
import type { Tensor } from "../tensor.ts";

export const multiply = (a: Tensor, b: Tensor): Tensor => tf.mul(a, b);
export const sum = (a: Tensor, axis?: number): Tensor => tf.sum(a, axis);

// The library's own gradients of these keep inputs that they do not need.

/** Of one shape, or of shapes that the library brings into one. */
export function add(a: Tensor, b: Tensor): Tensor {
  if (!tf.util.arraysEqual(a.shape, b.shape)) return tf.add(a, b);
  return linearly(
    [a, b],
    ([x, y]) => tf.add(x, y),
    (dy) => [tf.clone(dy), tf.clone(dy)],
  );
}

export function scale(a: Tensor, factor: number): Tensor {
  return linearly(
    [a],
    ([x]) => tf.mul(x, factor),
    (dy) => [tf.mul(dy, factor)],
  );
}

export function reshape(a: Tensor, shape: readonly number[]): Tensor {
  return linearly(
    [a],
    ([x]) => tf.reshape(x, [...shape]),
    (dy) => [tf.reshape(dy, a.shape)],
  );
}

export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const sizes = parts.map(({ shape }) => shape[axis] ?? 0);
  return linearly(
    parts,
    (own) => tf.concat([...own], axis),
    (dy) => tf.split(dy, sizes, axis),
  );
}

/** An op whose gradient is no matter of what its inputs are. */
function linearly<const Inputs extends readonly Tensor[]>(
  inputs: Inputs,
  value: (inputs: Inputs) => Tensor,
  gradient: (dy: Tensor) => { readonly [I in keyof Inputs]: Tensor },
): Tensor {
  return customGradient<Inputs, readonly []>(inputs, (own, save) => {
    save([]);
    return { value: value(own), gradient };
  });
}

export function tanh(a: Tensor): Tensor {
  const kernels = library();
  if (kernels === undefined) return tf.tanh(a);
  return customGradient<readonly [Tensor], readonly [Tensor]>([a], ([x], save) => {
    const value = tanhForward(kernels, x);
    save([value]);
    return { value, gradient: (dy, [y]) => [tanhBackward(kernels, dy, y)] };
  });
}

/** A matrix [N, M₁ + M₂ + …] as [N, M₁], [N, M₂], … */
export const splitColumns = <const Widths extends readonly number[]>(
  a: Tensor,
  widths: Widths,
): { readonly [I in keyof Widths]: Tensor } =>
  tf.split(a, [...widths], 1) as unknown as { readonly [I in keyof Widths]: Tensor };

/** Columns `from` to `to` of a matrix [N, M]. */
export const columns = (a: Tensor, from: number, to: number): Tensor =>
  tf.slice(a, [0, from], [a.shape[0] ?? 0, to - from]);

/** Rows `from` to `to` of a matrix [N, M]. */
export const rows = (a: Tensor, from: number, to: number): Tensor =>
  tf.slice(a, [from, 0], [to - from, a.shape[1] ?? 0]);
