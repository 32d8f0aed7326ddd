import v8 from "node:v8";

// The least modules that use an instruction: () → v128. Header, one type, one function, one body.
const header = [0, 97, 115, 109, 1, 0, 0, 0];
const oneFunction = [1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0];

/** i32.const 0; i8x16.splat */
const splat = [65, 0, 253, 15];
const plain = Uint8Array.from([...header, ...oneFunction, 10, 8, 1, 6, 0, ...splat, 11]);
/** Three splats, then f32x4.relaxed_madd. */
const relaxed = Uint8Array.from([
  ...header,
  ...oneFunction,
  10,
  19,
  1,
  17,
  0,
  ...splat,
  ...splat,
  ...splat,
  253,
  133,
  2,
  11,
]);

export type Simd = "relaxed" | "plain" | "none";

/** Which vector instructions WebAssembly has here: relaxed ones multiply and add in one step, twice as fast. */
export function simdSupport(): Simd {
  if (WebAssembly.validate(relaxed)) return "relaxed";
  // Node 20 has them behind a flag; later versions know no such flag, and complain.
  if (process.versions.node.startsWith("20.")) {
    v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
    if (WebAssembly.validate(relaxed)) return "relaxed";
  }
  return WebAssembly.validate(plain) ? "plain" : "none";
}
