import { floatBytes, type Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

/** The fields of `assembly/decode-plan.ts`, in the same order. */
const fields = [
  "rows hidden vocabulary layers heads capacity facts siblingKinds selfKinds",
  "projected projectedTags keysOfWords embedding recurrent recurrentBias upper upperBias",
  "keyOfState queries queriesBias mix mixBias vocabularyPanels vocabularyBias",
  "states batch saidKeys saidWords heard knownKeys knownWords",
  "places words tags tagFields tagRows siblingBuckets selfBuckets present uniforms",
  "drawn logProbs shares scratch",
].flatMap((line) => line.split(" "));

/** Weights as the kernels take them. */
export interface Prepared {
  readonly sizes: Readonly<
    Record<"hidden" | "vocabulary" | "fields" | "layers" | "heads" | "siblingKinds" | "selfKinds", number>
  >;
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Those of the tensors that are nobody else's. */
  readonly own: readonly Tensor[];
}

/** Writes a step's plan into the heap, and gives its place. */
export function planOf(library: Library, { sizes, tensors }: Prepared, step: Readonly<Record<string, number>>): number {
  const pointers = Object.entries(tensors).map(([name, t]) => [name, library.pointer(t)] as const);
  const values = new Map([...Object.entries(sizes), ...pointers, ...Object.entries(step)]);
  const write = (scratch: number): number => {
    values.set("scratch", scratch);
    return library.integers(
      "decode plan",
      Int32Array.from(fields, (name) => values.get(name) ?? 0),
    );
  };
  // The kernel says how much room a plan needs; a line more for what alignment takes.
  const bytes = library.run.decodeScratch(write(0));
  return write(library.scratch("decode", bytes + 16 * floatBytes));
}
