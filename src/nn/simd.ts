import v8 from "node:v8";

// The least modules that use an instruction. Header, one type, one function, one body.
const header = [0, 97, 115, 109, 1, 0, 0, 0];
const oneFunction = [3, 2, 1, 0];
const [givesVector, givesNumber] = [
  [1, 5, 1, 96, 0, 1, 123],
  [1, 5, 1, 96, 0, 1, 125],
];

/** i32.const 0; i8x16.splat */
const plain = Uint8Array.from([...header, ...givesVector, ...oneFunction, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]);

/** f32.const of these bytes; f32x4.splat */
const splat = (...bytes: readonly number[]): readonly number[] => [67, ...bytes, 253, 19];
/** x = 1 + 2⁻¹², and what x² is once it is rounded, less than it by 2⁻²⁴. */
const [x, minusSquare] = [splat(0, 8, 128, 63), splat(0, 16, 128, 191)];
const exported = [7, 5, 1, 1, 102, 0, 0];
const fused = [10, 31, 1, 29, 0, ...x, ...x, ...minusSquare, 253, 133, 2, 253, 31, 0, 11];
/** Lane 0 of f32x4.relaxed_madd of x, x and minusSquare, exported as "f". */
const relaxed = Uint8Array.from([...header, ...givesNumber, ...oneFunction, ...exported, ...fused]);

export type Simd = "wide" | "relaxed" | "plain" | "none";

/**
 * Which vector instructions WebAssembly has here: relaxed ones multiply and add in one step, twice as fast as plain ones; wide
 * ones are relaxed ones of which V8 makes one of 256 bits out of every two that do the same side by side, twice as fast again. Those that are
 * behind a flag are switched on, for all of the process.
 */
export function simdSupport(): Simd {
  // Node 20 has relaxed ones behind a flag; later versions know no such flag, and complain.
  if (here.node === 20) v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  if (!WebAssembly.validate(relaxed)) return WebAssembly.validate(plain) ? "plain" : "none";
  if (here.node < firstWide || here.arch !== "x64" || !multipliesAndAdds()) return "relaxed";
  v8.setFlagsFromString("--experimental-wasm-revectorize");
  return "wide";
}

interface Platform {
  /** Its major version. */
  readonly node: number;
  readonly arch: string;
}

const here: Platform = { node: Number.parseInt(process.versions.node, 10), arch: process.arch };

/** The first Node whose V8 joins vectors. Node 22 knows the flag as well, but makes nothing of it. */
const firstWide = 24;

/** How to come by wider vectors than these, where another Node has them. */
export function widerVectors(simd: Simd, { node, arch }: Platform = here): string | undefined {
  if (simd !== "relaxed" || arch !== "x64" || node >= firstWide) return undefined;
  return `Node ${firstWide} or later computes with 256 bits at a time, this one with 128`;
}

/**
 * In one rounding, by FMA3, which nearly every machine has that has AVX2, and few others. Where one has it without AVX2, V8 joins
 * nothing, and wide ones are right but slow.
 */
function multipliesAndAdds(): boolean {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(relaxed));
  return (exports as { f(): number }).f() !== 0;
}
