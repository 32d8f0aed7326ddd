import { add, reshape } from "../nn/ops/arithmetic.ts";
import { embed } from "../nn/ops/embed.ts";
import { matMul } from "../nn/ops/mat-mul.ts";
import { intTensor, scoped, type Tensor, valuesOf } from "../nn/tensor.ts";
import type { Agent } from "./agent.ts";
import { block, factBlock } from "./block.ts";
import { begin, hear } from "./network.ts";
import { softmax } from "./sample.ts";
import { gateLogits, knowsAnything, mixed } from "./score.ts";
import { heads } from "./shape.ts";
import type { View } from "./view.ts";

/** A place of a view's stream, and words of which it is asked how likely each comes next there. */
export interface Question {
  /** The place in the batch of views. */
  readonly row: number;
  readonly place: number;
  readonly candidates: readonly number[];
}

/** The probability of every candidate under the whole mixture, own words and pointers, in the questions' order. */
export function distribution(agent: Agent, views: readonly View[], questions: readonly Question[]): Float64Array[] {
  if (questions.length === 0) return [];
  const facts = factBlock(views.map(({ memory }) => memory.words));
  const heard = block(
    views.map(({ places }) => places),
    facts.factWords,
  );
  const at = questions.map(({ row, place }) => row * heard.length + place);
  const sources = scoped(() => {
    const p = agent.parameters;
    const thoughts = hear(p, begin(p, facts, agent.shape.layers), heard);
    const z = embed(thoughts.z, intTensor(Int32Array.from(at), [at.length])); // [N, 4H]
    const knows = knowsAnything(heard);
    const gates = gateLogits(
      p,
      z,
      at.map((place) => knows[place] ?? false),
    );
    /** Weights [B, heads, L, C] of one head at the asked places, [N, C]. */
    const attended = (weights: Tensor, count: number, head: number): Float32Array => {
      const rows = questions.map(({ row, place }) => (row * count + head) * heard.length + place);
      const all = reshape(weights, [heard.batch * count * heard.length, -1]);
      return valuesOf(embed(all, intTensor(Int32Array.from(rows), [rows.length])));
    };
    return {
      gates: valuesOf(gates), // [N, 2 + heads]
      logits: valuesOf(add(matMul(mixed(p, z), p.embedding, true), p["vocabulary.bias"])), // [N, V]
      known: attended(thoughts.known.weights, 1, 0), // [N, S]
      said: Array.from({ length: heads }, (_, head) => attended(thoughts.said.weights, heads, head)), // [N, C]
    };
  });
  return questions.map(({ row, place, candidates }, n) => {
    const view = views[row];
    if (view === undefined) throw new RangeError(`distribution: view ${row} of ${views.length}`);
    const slice = (values: Float32Array, width: number): Float32Array => values.subarray(n * width, (n + 1) * width);
    const gates = softmax(slice(sources.gates, heads + 2));
    const own = softmax(slice(sources.logits, agent.shape.vocabulary));
    const pointers = [
      pointing(slice(sources.known, heard.factWords), (j) => view.memory.words[j]?.word),
      ...sources.said.map((weights) =>
        pointing(slice(weights, heard.length), (t) => (t <= place ? view.places[t]?.input : undefined)),
      ),
    ];
    return Float64Array.from(candidates, (word) =>
      pointers.reduce(
        (sum, pointer, k) => sum + (gates[k + 1] ?? 0) * (pointer.get(word) ?? 0),
        (gates[0] ?? 0) * (own[word] ?? 0),
      ),
    );
  });
}

/** The weight that attention as a pointer gives to each word. */
function pointing(weights: Float32Array, wordAt: (place: number) => number | undefined): ReadonlyMap<number, number> {
  const mass = new Map<number, number>();
  weights.forEach((weight, place) => {
    const word = wordAt(place);
    if (word !== undefined) mass.set(word, (mass.get(word) ?? 0) + weight);
  });
  return mass;
}
