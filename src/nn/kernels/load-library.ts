import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { EngineError } from "../../errors.ts";
import { packageRoot } from "../../package-root.ts";
import { type Simd, simdSupport } from "../simd.ts";
import { registerColumns } from "./columns.ts";
import type { Exports } from "./exports.ts";
import { type Backend, keepLibrary, Library, library, type Variant } from "./library.ts";
import { shareCopies } from "./shared-copies.ts";

async function binaryOf(variant: Variant): Promise<Uint8Array<ArrayBuffer>> {
  const file = join(packageRoot, "dist", "kernels", `${variant}.wasm`);
  return readFile(file).catch((cause: unknown) => {
    throw new EngineError(`${file}: there is no such file, so the wasm engine can't start; run npm run build:kernels`, {
      cause,
    });
  });
}

/** Loads the kernels for the `wasm` back end that runs now, by default the best variant that this machine can run. Once is enough. */
export async function loadLibrary(variant: Simd = simdSupport()): Promise<void> {
  if (library() !== undefined) return;
  if (variant === "none")
    throw new EngineError("this machine has no WebAssembly SIMD, so the wasm engine can't start; use --engine cpu");
  const backend = tf.backend() as Backend;
  const binary = await binaryOf(variant);
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory: backend.wasm.asm.memory } });
  const kernels = new Library(backend, instance.exports as unknown as Exports, variant);
  keepLibrary(backend, kernels);
  shareCopies();
  registerColumns(kernels);
}
