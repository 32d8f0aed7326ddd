import { EngineError } from "../errors.ts";
import { type EngineName, startEngine } from "../nn/engine.ts";
import { product } from "../nn/ops/mat-mul.ts";
import { dispose, scoped, tensor, valuesOf } from "../nn/tensor.ts";

/** What one engine does on this machine. */
export interface EngineCheck {
  readonly engine: EngineName;
  readonly works: boolean;
  /** Billions of operations a second in a product of large matrices, on one thread of ours; null where it does not work. */
  readonly gigaflops: number | null;
  /** Why it does not work. */
  readonly problem: string | null;
}

/** Rows and columns: so many that what it takes to begin a product does not count. */
const width = 512;

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
  const matrix = tensor(new Float32Array(width * width).fill(0.5), [width, width]);
  const run = (): Float32Array => scoped(() => valuesOf(product(matrix, matrix)));
  run(); // the first one compiles
  const start = performance.now();
  let runs = 0;
  while (performance.now() - start < 300) {
    run();
    runs++;
  }
  const seconds = (performance.now() - start) / 1000;
  dispose([matrix]);
  return (2 * width ** 3 * runs) / seconds / 1e9;
}
