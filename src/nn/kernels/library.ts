/**
 * Our own WebAssembly kernels, which work in place on the memory of the library's `wasm` back end. They are compiled from
 * `assembly/` by `npm run build:kernels`.
 */
import * as tf from "@tensorflow/tfjs";
import type { Simd } from "../simd.ts";
import type { Exports } from "./exports.ts";

/** The part of the back end that we use: its heap, and where each tensor lies in it. */
export interface Backend extends tf.KernelBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: "float32" | "int32"): tf.TensorInfo;
}

/** Size of a float32. */
export const floatBytes = 4;

/** A cache line: whatever is aligned to it can be loaded by any vector without crossing one. */
const alignment = 64;

export class Library {
  readonly run: Exports;
  readonly variant: Variant;
  private readonly backend: Backend;
  private readonly parts = new Map<string, { readonly pointer: number; readonly bytes: number }>();

  constructor(backend: Backend, run: Exports, variant: Variant) {
    this.backend = backend;
    this.run = run;
    this.variant = variant;
  }

  /** Where a tensor's values lie. Holds until the tensor is disposed of. */
  pointer(t: tf.TensorInfo): number {
    return this.backend.dataIdMap.get(t.dataId).memoryOffset;
  }

  /**
   * Throws where one of `count` whole numbers at `pointer` is not in [0, limit): a kernel would read or write another
   * tensor's memory.
   */
  expectBelow(what: string, pointer: number, count: number, limit: number): void {
    if (count === 0) return;
    const farthest = this.run.farthestRow(pointer, count);
    if (farthest >>> 0 >= limit)
      throw new RangeError(`${what}: found ${farthest}, expected a whole number from 0 to ${limit - 1}`);
  }

  /** How many of a tensor's values are not 0. */
  count(mask: tf.TensorInfo): number {
    return this.view(mask).reduce((sum, value) => (value === 0 ? sum : sum + 1), 0);
  }

  /** A new tensor, with whatever lay there before. */
  output(shape: readonly number[]): tf.Tensor {
    return tf.engine().makeTensorFromTensorInfo(this.backend.makeOutput([...shape], "float32"), this.backend);
  }

  /** Room for a kernel's own use, the same place for the same name, until more is asked for. Values do not stay. */
  scratch(name: string, bytes: number): number {
    const part = this.parts.get(name);
    if (part !== undefined && part.bytes >= bytes) return align(part.pointer);
    if (part !== undefined) this.backend.wasm._free(part.pointer);
    const pointer = this.backend.wasm._malloc(bytes + alignment) >>> 0;
    if (pointer === 0) throw new Error(`the kernels found no room for ${bytes} bytes in the WebAssembly heap`);
    this.parts.set(name, { pointer, bytes });
    return align(pointer);
  }

  // Views of the heap are taken anew each time: they go stale where it grows.

  /** Whole numbers for a kernel to read, in the scratch of that name. */
  integers(name: string, values: Int32Array): number {
    const pointer = this.scratch(name, values.byteLength);
    new Int32Array(this.backend.wasm.HEAPU8.buffer, pointer, values.length).set(values);
    return pointer;
  }

  floats(name: string, values: Float32Array): number {
    const pointer = this.scratch(name, values.byteLength);
    new Float32Array(this.backend.wasm.HEAPU8.buffer, pointer, values.length).set(values);
    return pointer;
  }

  /** Arrays of one length, one after the other. */
  rows(name: string, values: readonly Float32Array[]): number {
    const length = values[0]?.length ?? 0;
    const pointer = this.scratch(name, values.length * length * floatBytes);
    const room = new Float32Array(this.backend.wasm.HEAPU8.buffer, pointer, values.length * length);
    values.forEach((row, i) => room.set(row, i * length));
    return pointer;
  }

  /** A float tensor's values where they lie. */
  view(t: tf.TensorInfo): Float32Array {
    return new Float32Array(this.backend.wasm.HEAPU8.buffer, this.pointer(t), tf.util.sizeFromShape(t.shape));
  }

  readIntegers(pointer: number, count: number): Int32Array {
    return new Int32Array(this.backend.wasm.HEAPU8.buffer, pointer, count).slice();
  }

  readFloats(pointer: number, count: number): Float32Array {
    return new Float32Array(this.backend.wasm.HEAPU8.buffer, pointer, count).slice();
  }
}

const align = (pointer: number): number => Math.ceil(pointer / alignment) * alignment;

/** Which compilation of the kernels runs. */
export type Variant = Exclude<Simd, "none">;

/** One library for each back end; a thread has its own back end, so it has its own library. */
const libraries = new WeakMap<tf.KernelBackend, Library>();

/** The kernels of the back end that runs now, if it has any. */
export function library(): Library | undefined {
  return libraries.get(tf.backend());
}

/** Gives a back end its kernels, once. */
export function keepLibrary(backend: Backend, kernels: Library): void {
  libraries.set(backend, kernels);
}
