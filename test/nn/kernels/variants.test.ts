import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { expect, it } from "vitest";
import { library } from "../../../src/nn/kernels/library.ts";
import { loadLibrary } from "../../../src/nn/kernels/load-library.ts";
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

it("gives the same bits, as wide vectors and not, before and after V8 has optimised it", async () => {
  const found: Uint8Array[] = [];
  for (const variant of ["relaxed", "wide"] as const) {
    simdSupport();
    await startAnew();
    await loadLibrary(variant);
    const [a, b] = [noiseTensor("a", [61, 256]), noiseTensor("b", [256, 120])];
    for (const times of [1, 300]) {
      let last = product(a, b);
      for (let i = 1; i < times; i++) {
        last.dispose();
        last = product(a, b);
      }
      found.push(new Uint8Array(Float32Array.from(last.dataSync()).buffer));
    }
  }
  const [first, ...others] = found;
  for (const other of others) expect(Buffer.compare(other, first ?? new Uint8Array())).toBe(0);
});
