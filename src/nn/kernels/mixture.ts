import type { Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

/** mixed [N, H], embedding [V, H], bias [V], gateLogits [N, 1 + pointers], pointed [N, pointers]. */
export type MixtureTensors = readonly [Tensor, Tensor, Tensor, Tensor, Tensor];

/** Log-probabilities and entropies, each [N]. */
export function mixtureForward(
  library: Library,
  inputs: MixtureTensors,
  targets: Int32Array,
): { readonly logProbs: Tensor; readonly entropy: Tensor } {
  const { rows, hidden, vocabulary, pointers } = sizesOf(inputs);
  const at = library.integers("targets", targets);
  library.expectBelow("target of a mixture", at, rows, vocabulary);
  const [logProbs, entropy] = [library.output([rows]), library.output([rows])];
  const [mixed, embedding, bias, gateLogits, pointed] = inputs;
  library.run.mixtureForward(
    library.pointer(mixed),
    library.pointer(embedding),
    library.pointer(bias),
    library.pointer(gateLogits),
    library.pointer(pointed),
    at,
    rows,
    hidden,
    vocabulary,
    pointers,
    library.pointer(logProbs),
    library.pointer(entropy),
    library.scratch("mixture", library.run.mixtureForwardScratch(rows, hidden, vocabulary)),
  );
  return { logProbs, entropy };
}

export function sizesOf([mixed, embedding, , , pointed]: MixtureTensors): {
  readonly rows: number;
  readonly hidden: number;
  readonly vocabulary: number;
  readonly pointers: number;
} {
  const [rows = 0, hidden = 0] = mixed.shape;
  return { rows, hidden, vocabulary: embedding.shape[0] ?? 0, pointers: pointed.shape[1] ?? 0 };
}
