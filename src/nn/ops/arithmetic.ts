/** Elementwise and shape ops, differentiable, as the library has them. */
import * as tf from "@tensorflow/tfjs";
import { tanhBackward, tanhForward } from "../kernels/elementwise.ts";
import { library } from "../kernels/library.ts";
import { customGradient } from "./custom-gradient.ts";
import type { Tensor } from "../tensor.ts";

export const add = (a: Tensor, b: Tensor): Tensor => tf.add(a, b);
export const multiply = (a: Tensor, b: Tensor): Tensor => tf.mul(a, b);
export const scale = (a: Tensor, factor: number): Tensor => tf.mul(a, factor);
export const sum = (a: Tensor, axis?: number): Tensor => tf.sum(a, axis);
export const reshape = (a: Tensor, shape: readonly number[]): Tensor => tf.reshape(a, [...shape]);

export const concat = (parts: readonly Tensor[], axis: number): Tensor => tf.concat([...parts], axis);

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
