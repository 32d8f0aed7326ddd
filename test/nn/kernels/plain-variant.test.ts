import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, expect, it } from "vitest";
import { library, loadLibrary } from "../../../src/nn/kernels/library.ts";
import { plainProduct, product } from "../../../src/nn/ops/mat-mul.ts";
import { noiseTensor } from "../gradient-check.ts";
import { distance } from "./close.ts";

beforeAll(async () => {
  await tf.setBackend("wasm");
  await loadLibrary(["plain"]);
});

it("computes the same without relaxed SIMD", () => {
  expect(library()?.variant).toBe("plain");
  const [a, b] = [noiseTensor("a", [13, 300]), noiseTensor("b", [21, 300])];
  expect(distance(product(a, b, { transposeB: true }), plainProduct(a, b, { transposeB: true }))).toBeLessThan(1e-5);
});
