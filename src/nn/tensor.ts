/**
 * The tensors that the rest of the program sees. Nothing outside this folder names the tensor library: an op takes and
 * gives `Tensor`, and values cross over as typed arrays in row-major order.
 */
import * as tf from "@tensorflow/tfjs";
import { library } from "./kernels/library.ts";

export type Tensor = tf.Tensor;

/** Float32 values as a tensor. */
export function tensor(values: Float32Array, shape: readonly number[]): Tensor {
  return tf.tensor(values, [...shape], "float32");
}

/** The same from memory that others may write to afterwards. */
export function tensorCopy(values: Float32Array, shape: readonly number[]): Tensor {
  // With kernels of our own a tensor's values lie in the engine's heap; the other engines may keep the array that they are given.
  return tensor(library() === undefined ? values.slice() : values, shape);
}

/** Whole numbers (ids, indices, masks) as a tensor. */
export function intTensor(values: Int32Array, shape: readonly number[]): Tensor {
  return tf.tensor(values, [...shape], "int32");
}

export function zeros(shape: readonly number[]): Tensor {
  return tf.zeros([...shape]);
}

/** A copy of a float tensor's values; the tensor stays. */
export function valuesOf(t: Tensor): Float32Array {
  return viewOf(t).slice();
}

/** Copies a float tensor's values into an array, from the place `at` on. */
export function copyValues(t: Tensor, into: Float32Array, at: number): void {
  into.set(viewOf(t), at);
}

/** A float tensor's values, for as long as no other tensor is made: they may be the engine's own memory. */
function viewOf(t: Tensor): Float32Array {
  if (t.dtype !== "float32") throw new TypeError(`expected a float32 tensor, found ${t.dtype}`);
  return library()?.view(t) ?? (t.dataSync() as Float32Array);
}

/** Runs `work`, then frees every tensor made in it but those it gives back. Never give back a typed array. */
export function tidy<T extends Tensor | readonly Tensor[] | { readonly [name: string]: Tensor }>(work: () => T): T {
  return tf.tidy(work as () => tf.TensorContainer) as T;
}

/** Runs `work`, then frees every tensor made in it; gives back what is not a tensor. */
export function scoped<T>(work: () => T): T {
  const result: { value?: T } = {};
  tf.tidy(() => {
    result.value = work();
  });
  return result.value as T;
}

/** Saves a tensor from the `tidy` around it. */
export function keep(t: Tensor): Tensor {
  return tf.keep(t);
}

export function dispose(tensors: Iterable<Tensor>): void {
  for (const t of tensors) t.dispose();
}

/** How many tensors live, and how many bytes they hold. */
export function tensorMemory(): { readonly count: number; readonly bytes: number } {
  const { numTensors, numBytes } = tf.memory();
  return { count: numTensors, bytes: numBytes };
}
