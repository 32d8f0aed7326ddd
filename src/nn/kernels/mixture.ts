import { floatBytes, type Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

/** mixed [N, H], embedding [V, H], bias [V], gateLogits [N, 1 + pointers], pointed [N, pointers]. */
export type MixtureTensors = readonly [Tensor, Tensor, Tensor, Tensor, Tensor];

/** Log-probabilities and entropies as one tensor [2, N], and each row's logarithm of the softmax's denominator [N]. */
export function mixtureForward(
  library: Library,
  inputs: MixtureTensors,
  targets: Int32Array,
): { readonly scored: Tensor; readonly normalisers: Tensor } {
  const { rows, hidden, vocabulary, pointers } = sizesOf(inputs);
  const at = library.integers("targets", targets);
  library.expectBelow("target of a mixture", at, rows, vocabulary);
  const scored = library.output([2, rows]);
  const normalisers = library.output([rows]);
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
    library.pointer(scored),
    library.pointer(scored) + rows * floatBytes,
    library.pointer(normalisers),
    library.scratch("mixture", library.run.mixtureForwardScratch(rows, hidden, vocabulary)),
  );
  return { scored, normalisers };
}

/** The gradients of the five inputs, from that of the scored pairs [2, N]. */
export function mixtureBackward(
  library: Library,
  dScored: Tensor,
  inputs: MixtureTensors,
  {
    targets,
    scored,
    normalisers,
  }: { readonly targets: Int32Array; readonly scored: Tensor; readonly normalisers: Tensor },
): [Tensor, Tensor, Tensor, Tensor, Tensor] {
  const { rows, hidden, vocabulary, pointers } = sizesOf(inputs);
  const [mixed, embedding, bias, gateLogits, pointed] = inputs;
  const gradients = inputs.map((t) => library.output(t.shape)) as [Tensor, Tensor, Tensor, Tensor, Tensor];
  const [dMixed, dEmbedding, dBias, dGateLogits, dPointed] = gradients;
  library.run.mixtureBackward(
    library.pointer(dScored),
    library.pointer(dScored) + rows * floatBytes,
    library.pointer(mixed),
    library.pointer(embedding),
    library.pointer(bias),
    library.pointer(gateLogits),
    library.pointer(pointed),
    library.integers("targets", targets),
    library.pointer(normalisers),
    library.pointer(scored) + rows * floatBytes,
    rows,
    hidden,
    vocabulary,
    pointers,
    library.pointer(dMixed),
    library.pointer(dEmbedding),
    library.pointer(dBias),
    library.pointer(dGateLogits),
    library.pointer(dPointed),
    library.scratch("mixture", library.run.mixtureBackwardScratch(rows, hidden, vocabulary)),
  );
  return gradients;
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
