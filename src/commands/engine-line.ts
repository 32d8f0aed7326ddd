import type { EngineName } from "../nn/engine.ts";
import { type Simd, simdSupport, widerVectors } from "../nn/simd.ts";

/** What computes, and how to come by something faster where that is known. */
export function engineLine(engine: EngineName, threads: number, simd: Simd = simdSupport()): string {
  const workers = threads === 1 ? "one thread" : `${threads} threads`;
  if (engine === "tensorflow") return "computing with tensorflow, in threads of its own";
  if (engine === "cpu") return "computing with plain JavaScript, which is slow; duologue doctor tells why";
  const wider = widerVectors(simd);
  return `computing with wasm in ${workers}${wider === undefined ? "" : `; ${wider}`}; duologue doctor tells more`;
}
