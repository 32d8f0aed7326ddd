/** Elementwise and shape ops, differentiable, as the library has them. */
import * as tf from "@tensorflow/tfjs";
import { joinColumns, takeColumns } from "../kernels/columns.ts";
import { tanhBackward, tanhForward } from "../kernels/elementwise.ts";
import { library } from "../kernels/library.ts";
import { customGradient } from "./custom-gradient.ts";
import type { Tensor } from "../tensor.ts";

export const add = (a: Tensor, b: Tensor): Tensor => tf.add(a, b);
export const multiply = (a: Tensor, b: Tensor): Tensor => tf.mul(a, b);
export const scale = (a: Tensor, factor: number): Tensor => tf.mul(a, factor);
export const sum = (a: Tensor, axis?: number): Tensor => tf.sum(a, axis);
export const reshape = (a: Tensor, shape: readonly number[]): Tensor => tf.reshape(a, [...shape]);

export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const kernels = library();
  if (kernels === undefined || axis !== 1 || parts.some(({ rank }) => rank !== 2)) return tf.concat([...parts], axis);
  const widths = parts.map(({ shape }) => shape[1] ?? 0);
  return customGradient<readonly Tensor[], readonly Tensor[]>(parts, (inputs, save) => {
    save([]);
    return {
      value: joinColumns(kernels, inputs),
      gradient: (dy) => {
        let from = 0;
        return widths.map((width) => takeColumns(kernels, dy, from, (from += width)));
      },
    };
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

/** Columns `from` to `to` of a matrix [N, M]. */
export const columns = (a: Tensor, from: number, to: number): Tensor =>
  tf.slice(a, [0, from], [a.shape[0] ?? 0, to - from]);

/** Rows `from` to `to` of a matrix [N, M]. */
export const rows = (a: Tensor, from: number, to: number): Tensor =>
  tf.slice(a, [from, 0], [to - from, a.shape[1] ?? 0]);
