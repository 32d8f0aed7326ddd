import { type Parameters, parametersOf } from "../nn/gradients.ts";
import type { DecodeWeights } from "../nn/ops/decoder.ts";
import { tensor } from "../nn/tensor.ts";
import type { Random } from "../rng.ts";
import { bucketCount } from "./recency.ts";
import { type AgentShape, heads } from "./shape.ts";

/** Sources of a word: own words, facts, and one for each head of the attention over words said. */
export const sourceCount = 2 + heads;

export type ParameterName =
  | "embedding"
  | "tag"
  | `gru${1 | 2}.${"weight" | "bias" | "recurrentWeight" | "recurrentBias"}`
  | "saidQuery.weight"
  | "saidKey.weight"
  | "knownQuery.weight"
  | "knownKey.weight"
  | `${"sinceSibling" | "sinceSelf" | "summary" | "start" | "mix" | "gate" | "value"}.${"weight" | "bias"}`
  | "vocabulary.bias";

export type AgentParameters = Parameters<ParameterName>;

/** A network that can be asked what it would say: an agent, or anything of its form. */
export interface Policy {
  readonly parameters: AgentParameters;
  readonly shape: AgentShape;
}

/** Shapes by name, in the order of the checkpoint. Weights are [in, out]. */
export function parameterShapes({
  hidden: H,
  layers,
  vocabulary: V,
  fields,
}: AgentShape): Map<ParameterName, number[]> {
  const z = (2 + heads) * H;
  const shapes = new Map<ParameterName, number[]>([
    ["embedding", [V, H]],
    ["tag", [fields, H]],
  ]);
  for (const layer of layers === 2 ? ([1, 2] as const) : ([1] as const)) {
    shapes.set(`gru${layer}.weight`, [H, 3 * H]).set(`gru${layer}.bias`, [3 * H]);
    shapes.set(`gru${layer}.recurrentWeight`, [H, 3 * H]).set(`gru${layer}.recurrentBias`, [3 * H]);
  }
  return shapes
    .set("saidQuery.weight", [H, H])
    .set("saidKey.weight", [2 * H, H])
    .set("knownQuery.weight", [H, H])
    .set("knownKey.weight", [3 * H, H])
    .set("sinceSibling.weight", [H, 2 * bucketCount])
    .set("sinceSibling.bias", [2 * bucketCount])
    .set("sinceSelf.weight", [H, bucketCount])
    .set("sinceSelf.bias", [bucketCount])
    .set("summary.weight", [3 * H, H])
    .set("summary.bias", [H])
    .set("start.weight", [H, layers * H])
    .set("start.bias", [layers * H])
    .set("mix.weight", [z, H])
    .set("mix.bias", [H])
    .set("gate.weight", [z, sourceCount])
    .set("gate.bias", [sourceCount])
    .set("vocabulary.bias", [V])
    .set("value.weight", [H, 1])
    .set("value.bias", [1]);
}

function normal(random: Random): number {
  // Box and Muller 1958.
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/**
 * Embeddings from N(0, 1/H); weights and biases uniform in ±1/√fan-in. The gate starts with own words e times as likely as
 * each pointer, so that the pointers are tried but have to earn their share.
 */
export function initialParameters(shape: AgentShape, random: Random): AgentParameters {
  const bound = 1 / Math.sqrt(shape.hidden);
  const fill = (name: ParameterName, dims: readonly number[]): Float32Array => {
    const stream = random.fork(name);
    const fanIn = name.endsWith(".weight") ? (dims[0] ?? 1) : shape.hidden;
    const values = new Float32Array(dims.reduce((a, b) => a * b, 1));
    if (name === "vocabulary.bias" || name.startsWith("value.")) return values;
    if (name === "gate.bias") return values.fill(-1, 1);
    if (name === "embedding" || name === "tag") return values.map(() => normal(stream) * bound);
    return values.map(() => (2 * stream.next() - 1) / Math.sqrt(fanIn));
  };
  const shapes = parameterShapes(shape);
  return parametersOf(shapes.keys(), (name) => {
    const dims = shapes.get(name) ?? [];
    return tensor(fill(name, dims), dims);
  });
}

/** The parameters by what they do while an agent speaks. */
export function decodeWeights(
  p: AgentParameters,
  { layers, temperature }: Pick<AgentShape, "layers" | "temperature">,
): DecodeWeights {
  const linear = (name: "sinceSibling" | "sinceSelf" | "mix" | "gate"): DecodeWeights["mix"] => ({
    weight: p[`${name}.weight`],
    bias: p[`${name}.bias`],
  });
  const layer = (name: "gru1" | "gru2"): DecodeWeights["layers"][number] => ({
    weight: p[`${name}.weight`],
    bias: p[`${name}.bias`],
    recurrentWeight: p[`${name}.recurrentWeight`],
    recurrentBias: p[`${name}.recurrentBias`],
  });
  return {
    embedding: p.embedding,
    tag: p.tag,
    layers: layers === 2 ? [layer("gru1"), layer("gru2")] : [layer("gru1")],
    saidQuery: p["saidQuery.weight"],
    saidKey: p["saidKey.weight"],
    knownQuery: p["knownQuery.weight"],
    sinceSibling: linear("sinceSibling"),
    sinceSelf: linear("sinceSelf"),
    mix: linear("mix"),
    gate: linear("gate"),
    vocabularyBias: p["vocabulary.bias"],
    temperature,
    heads,
  };
}
