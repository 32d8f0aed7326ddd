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

const indexOf = new Map(fields.map((name, index) => [name, index]));

/** What a step works on, in the form of the kernels; what stays from step to step is put down once. */
export class Plan {
  readonly #library: Library;
  readonly #values = new Int32Array(fields.length);

  constructor(library: Library, { sizes, tensors }: Prepared) {
    this.#library = library;
    this.#put(sizes);
    for (const [name, t] of Object.entries(tensors)) this.#put({ [name]: library.pointer(t) });
  }

  /** Writes a step's plan into the heap, and gives its place. What the step does not name is as it was before. */
  write(step: Readonly<Record<string, number>>): number {
    this.#put(step);
    const place = this.#library.integers("decode plan", this.#values);
    // The kernel says how much room a plan needs; a line more for what alignment takes.
    const bytes = this.#library.run.decodeScratch(place);
    this.#put({ scratch: this.#library.scratch("decode", bytes + 16 * floatBytes) });
    return this.#library.integers("decode plan", this.#values);
  }

  #put(values: Readonly<Record<string, number>>): void {
    for (const name of Object.keys(values)) {
      const index = indexOf.get(name);
      if (index !== undefined) this.#values[index] = values[name] ?? 0;
    }
  }
}
