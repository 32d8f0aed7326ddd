import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { expect, it } from "vitest";
import { library, loadLibrary } from "../../../src/nn/kernels/library.ts";
import { plainProduct, product } from "../../../src/nn/ops/mat-mul.ts";
import { simdSupport } from "../../../src/nn/simd.ts";
import { noiseTensor } from "../gradient-check.ts";
import { distance } from "./close.ts";

/** The same back end, afresh: one has one library. */
async function startAnew(): Promise<void> {
  const factory = tf.findBackendFactory("wasm");
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", factory);
  await tf.setBackend("wasm");
}

// The wide one is right, if slow, where V8 joins no vectors.
it.each(["plain", "relaxed", "wide"] as const)("multiplies with the %s variant", async (variant) => {
  simdSupport();
  await startAnew();
  await loadLibrary(variant);
  expect(library()?.variant).toBe(variant);
  for (const columns of [1, 15, 16, 21, 40]) {
    const [a, b] = [noiseTensor("a", [13, 300]), noiseTensor("b", [columns, 300])];
    expect(distance(product(a, b, { transposeB: true }), plainProduct(a, b, { transposeB: true }))).toBeLessThan(1e-5);
  }
});
