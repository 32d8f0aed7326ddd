import { EngineError } from "../errors.ts";
import { type EngineName, startEngine } from "../nn/engine.ts";
import { product } from "../nn/ops/mat-mul.ts";
import { dispose, scoped, tensor, valuesOf } from "../nn/tensor.ts";

/** What one engine does on this machine. */
export interface EngineCheck {
  readonly engine: EngineName;
  readonly works: boolean;
  /** Billions of operations a second in the recurrent product of 64 dialogues at H = 256; null where it does not work. */
  readonly gigaflops: number | null;
  /** Why it does not work. */
  readonly problem: string | null;
}

const [B, H] = [64, 256];

/** Starts `engine` and times it for a third of a second. */
export async function checkEngine(engine: EngineName): Promise<EngineCheck> {
  try {
    await startEngine(engine);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { engine, works: false, gigaflops: null, problem: error.message };
  }
  return { engine, works: true, gigaflops: gigaflops(), problem: null };
}

function gigaflops(): number {
  const state = tensor(new Float32Array(B * H).fill(0.5), [B, H]);
  const weights = tensor(new Float32Array(H * 3 * H).fill(0.5), [H, 3 * H]);
  const run = (): Float32Array => scoped(() => valuesOf(product(state, weights)));
  run(); // the first one compiles
  const start = performance.now();
  let runs = 0;
  while (performance.now() - start < 300) {
    run();
    runs++;
  }
  const seconds = (performance.now() - start) / 1000;
  dispose([state, weights]);
  return (2 * B * H * 3 * H * runs) / seconds / 1e9;
}
