import { add, concat, reshape, scale, splitColumns, tanh } from "../nn/ops/arithmetic.ts";
import { embed } from "../nn/ops/embed.ts";
import { linear } from "../nn/ops/linear.ts";
import { mixture, type MixtureInputs, type Scored } from "../nn/ops/mixture.ts";
import { pointed } from "../nn/ops/pointed.ts";
import { intTensor, tensor, type Tensor, tidy } from "../nn/tensor.ts";
import type { Asked, Block, FactBlock } from "./block.ts";
import { begin, hear } from "./network.ts";
import { type AgentParameters, sourceCount } from "./parameters.ts";
import { heads } from "./shape.ts";

/** Makes a source impossible: softmax gives exactly 0 beside any finite logit. */
const impossible = -1e9;

const divided = (logits: Tensor, temperature: number): Tensor =>
  temperature === 1 ? logits : scale(logits, 1 / temperature);

/** Whether any fact is known, at some of the places that are asked. */
export function knowsAnything({ readings: { present }, places }: Asked, some: ArrayLike<number>): boolean[] {
  const factWords = present.length / places.length;
  return Array.from(some, (at) => present.subarray(at * factWords, (at + 1) * factWords).includes(1));
}

/** Logits at N places: of the sources of the next word, and of own words. */
export interface SourceLogits {
  /** The logits of own words as a product and its bias: tanh(W z + b) / T [N, H] with the tied embedding, and c / T [V]. */
  readonly mixed: Tensor;
  readonly bias: Tensor;
  /** Over [own words, facts, said, said'], the facts shut where none is known. [N, 4] */
  readonly gateLogits: Tensor;
}

export function sourceLogits(
  p: AgentParameters,
  z: Tensor,
  { knows, temperature }: { readonly knows: readonly boolean[]; readonly temperature: number },
): SourceLogits {
  const weight = concat([p["mix.weight"], p["gate.weight"]], 1);
  const bias = concat([p["mix.bias"], p["gate.bias"]], 0);
  const width = p["mix.bias"].shape[0] ?? 0;
  const [mix, gate] = splitColumns(linear(z, weight, bias), [width, sourceCount]);
  const logits = divided(gate, temperature);
  return {
    mixed: divided(tanh(mix), temperature),
    bias: divided(p["vocabulary.bias"], temperature),
    gateLogits: knows.every(Boolean) ? logits : add(logits, shut(knows)),
  };
}

function shut(knows: readonly boolean[]): Tensor {
  const flags = new Float32Array(knows.length * sourceCount);
  knows.forEach((some, row) => (flags[row * sourceCount + 1] = some ? 0 : impossible));
  return tensor(flags, [knows.length, sourceCount]);
}

/** Whole streams with the targets to be scored. */
export interface Streams {
  readonly block: Block;
  readonly facts: FactBlock;
  readonly asked: Asked;
  readonly targets: Int32Array; // [B · Q]
  /** Which of the B · Q places are scored, N of them. */
  readonly places: Int32Array; // [N]
}

/** How a network is read. */
export interface Manner {
  /** Recurrent layers. */
  readonly layers: number;
  /** Divides the logits of the gate and of own words. */
  readonly temperature: number;
}

/** What every scored place speaks from, in one pass over the streams. */
export function spoken(
  p: AgentParameters,
  { block, facts, asked, targets, places }: Streams,
  { layers, temperature }: Manner,
): MixtureInputs {
  const size = block.batch * asked.count;
  const at = intTensor(places, [places.length]);
  const chosen = (rows: Tensor): Tensor => (isEveryRow(places, size) ? rows : embed(rows, at));
  // What is needed on the way back is kept; the rest makes room for the logits.
  const sources = tidy(() => {
    const thoughts = hear(p, begin(p, facts, layers), block, asked);
    const said = pointed(thoughts.said.weights, block.inputs, targets); // [B, Q, 2]
    const known = pointed(thoughts.known.weights, facts.words, targets); // [B, Q, 1]
    const pointers = concat([reshape(known, [size, 1]), reshape(said, [size, heads])], 1);
    const z = chosen(thoughts.z); // [N, 4H]
    return { ...sourceLogits(p, z, { knows: knowsAnything(asked, places), temperature }), pointed: chosen(pointers) };
  });
  return {
    ...sources,
    embedding: p.embedding,
    targets: places.map((place) => targets[place] ?? 0),
  };
}

const isEveryRow = (places: Int32Array, count: number): boolean =>
  places.length === count && places.every((place, i) => place === i);

/** log π(target) and the entropy of the own-words softmax at every scored place. */
export function score(p: AgentParameters, streams: Streams, manner: Manner): Scored {
  return mixture(spoken(p, streams, manner));
}
