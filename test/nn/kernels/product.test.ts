import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { startEngine } from "../../../src/nn/engine.ts";
import { library, type Library } from "../../../src/nn/kernels/library.ts";
import { productKernel } from "../../../src/nn/kernels/product.ts";
import { plainProduct } from "../../../src/nn/ops/mat-mul.ts";
import type { Tensor } from "../../../src/nn/tensor.ts";
import { noiseTensor } from "../gradient-check.ts";
import { distance } from "./close.ts";

beforeAll(() => startEngine("wasm"));

function kernels(): Library {
  const found = library();
  if (found === undefined) throw new Error("the wasm engine has no kernels");
  return found;
}

/** Rows, depth, columns: below, at and above tile (4 × 8 or 6 × 16), row block (96), depth block (256, or up to 384 in one) and column block (512). */
const sizes = [
  [1, 1, 1],
  [3, 5, 7],
  [4, 8, 8],
  [5, 3, 9],
  [6, 2, 16],
  [13, 6, 17],
  [17, 6, 32],
  [96, 256, 24],
  [97, 257, 33],
  [31, 383, 18],
  [7, 384, 5],
  [199, 513, 19],
  [2, 3, 515],
] as const;

function factors(rows: number, depth: number, columns: number, flips: readonly [boolean, boolean]): [Tensor, Tensor] {
  const a = noiseTensor("a", flips[0] ? [depth, rows] : [rows, depth]);
  return [a, noiseTensor("b", flips[1] ? [columns, depth] : [depth, columns])];
}

describe("the matrix product", () => {
  for (const flips of [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ] as const) {
    it(`agrees with the library's at any size, a ${flips[0] ? "" : "not "}transposed, b ${flips[1] ? "" : "not "}transposed`, () => {
      for (const [rows, depth, columns] of sizes) {
        const [a, b] = factors(rows, depth, columns, flips);
        const options = { transposeA: flips[0], transposeB: flips[1] };
        const found = productKernel(kernels(), a, b, options);
        expect(distance(found, plainProduct(a, b, options)), `${rows} × ${depth} × ${columns}`).toBeLessThan(1e-5);
      }
    });
  }

  it("adds a bias to every row, once, however many blocks the depth has", () => {
    const [a, b] = factors(7, 600, 13, [false, false]);
    const bias = noiseTensor("bias", [13], 30);
    const found = productKernel(kernels(), a, b, { bias });
    expect(distance(found, plainProduct(a, b, { bias }))).toBeLessThan(1e-5);
  });

  it("repeats a batch axis of 1 and one that is missing", () => {
    const a = noiseTensor("a", [2, 1, 3, 5]);
    const b = noiseTensor("b", [4, 7, 5]);
    const expected = plainProduct(tf.tile(a, [1, 4, 1, 1]), tf.tile(tf.expandDims(b, 0), [2, 1, 1, 1]), {
      transposeB: true,
    });
    expect(distance(productKernel(kernels(), a, b, { transposeB: true }), expected)).toBeLessThan(1e-5);
  });

  it("refuses factors that don't match, and names both", () => {
    const [a, b] = [noiseTensor("a", [2, 3]), noiseTensor("b", [4, 5])];
    expect(() => productKernel(kernels(), a, b)).toThrow("[2,3] and [4,5]");
  });

  it("reads and writes the right place after the heap has grown", () => {
    const [a, b] = factors(9, 20, 11, [false, false]);
    const before = tf.clone(productKernel(kernels(), a, b));
    const large = tf.zeros([(64 * 1024 * 1024) / 4]); // 64 MB: four times the heap at the start
    expect(distance(productKernel(kernels(), a, b), before)).toBe(0);
    large.dispose();
  });
});
