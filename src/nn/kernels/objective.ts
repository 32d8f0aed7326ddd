import type { Library } from "./library.ts";
import { type MixtureTensors, sizesOf } from "./mixture.ts";
import type { Tensor } from "../tensor.ts";

export interface ObjectiveWeights {
  readonly logProbs: Float32Array; // [N]
  readonly entropy: Float32Array; // [N]
}

/** The scores of every row, and the gradients of the five inputs. */
export interface Objective {
  readonly logProbs: Float32Array; // [N]
  readonly entropy: Float32Array; // [N]
  readonly gradients: [Tensor, Tensor, Tensor, Tensor, Tensor];
}

export function objectiveKernel(
  library: Library,
  inputs: MixtureTensors,
  targets: Int32Array,
  weights: ObjectiveWeights,
): Objective {
  const { rows, hidden, vocabulary, pointers } = sizesOf(inputs);
  const [mixed, embedding, bias, gateLogits, pointed] = inputs;
  const at = library.integers("targets", targets);
  library.expectBelow("target of a mixture", at, rows, vocabulary);
  const logProbs = library.scratch("log probs", weights.logProbs.byteLength);
  const entropy = library.scratch("entropy", weights.entropy.byteLength);
  const gradients = inputs.map((t) => library.output(t.shape)) as Objective["gradients"];
  const [dMixed, dEmbedding, dBias, dGateLogits, dPointed] = gradients;
  library.run.objective(
    library.floats("log prob weights", weights.logProbs),
    library.floats("entropy weights", weights.entropy),
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
    logProbs,
    entropy,
    library.pointer(dMixed),
    library.pointer(dEmbedding),
    library.pointer(dBias),
    library.pointer(dGateLogits),
    library.pointer(dPointed),
    library.scratch("mixture", library.run.objectiveScratch(rows, hidden, vocabulary)),
  );
  return { logProbs: library.readFloats(logProbs, rows), entropy: library.readFloats(entropy, rows), gradients };
}
