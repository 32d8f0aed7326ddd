import { add, reshape } from "../nn/ops/arithmetic.ts";
import { embed } from "../nn/ops/embed.ts";
import { matMul } from "../nn/ops/mat-mul.ts";
import { intTensor, scoped, type Tensor, valuesOf } from "../nn/tensor.ts";
import type { Policy } from "./parameters.ts";
import { asked, block, factBlock } from "./block.ts";
import { begin, hear } from "./network.ts";
import { mixtureOf, softmax, type Sources } from "./sources.ts";
import { knowsAnything, sourceLogits } from "./score.ts";
import { heads } from "./shape.ts";
import { streamFrom } from "./stream.ts";
import type { View } from "./view.ts";

/** A place of a view's stream, and words of which it is asked how likely each comes next there. */
export interface Question {
  /** The view's place in the batch. */
  readonly row: number;
  readonly place: number;
  readonly candidates: readonly number[];
}

/** What the word after each spot is drawn from, in one pass over the streams. */
function sourcesAt(agent: Policy, views: readonly View[], spots: readonly Omit<Question, "candidates">[]): Sources[] {
  const streams = views.map(streamFrom);
  const facts = factBlock(views.map(({ memory }) => memory.words));
  const heard = block(streams);
  const places = views.map(() => new Array<number>());
  const slots = spots.map(({ row, place }) => (places[row]?.push(place) ?? 0) - 1);
  const questions = asked(streams, heard, places, facts.factWords);
  const at = spots.map(({ row }, n) => row * questions.count + (slots[n] ?? 0));
  const values = scoped(() => {
    const p = agent.parameters;
    const thoughts = hear(p, begin(p, facts, agent.shape.layers), heard, questions);
    const z = embed(thoughts.z, intTensor(Int32Array.from(at), [at.length])); // [N, 4H]
    const { temperature } = agent.shape;
    const knows = knowsAnything(questions, at);
    const { mixed, bias, gateLogits } = sourceLogits(p, z, { knows, temperature });
    /** Weights [B, heads, Q, C] of one head at the spots, [N, C]. */
    const attended = (weights: Tensor, count: number, head: number): Float32Array => {
      const rows = spots.map(({ row }, n) => (row * count + head) * questions.count + (slots[n] ?? 0));
      const all = reshape(weights, [heard.batch * count * questions.count, -1]);
      return valuesOf(embed(all, intTensor(Int32Array.from(rows), [rows.length])));
    };
    return {
      gates: valuesOf(gateLogits), // [N, 2 + heads]
      logits: valuesOf(add(matMul(mixed, p.embedding, true), bias)), // [N, V]
      known: attended(thoughts.known.weights, 1, 0), // [N, S]
      said: Array.from({ length: heads }, (_, head) => attended(thoughts.said.weights, heads, head)), // [N, C]
    };
  });
  return spots.map(({ row, place }, n) => {
    const view = views[row];
    if (view === undefined) throw new RangeError(`sourcesAt: view ${row} of ${views.length}`);
    const slice = (all: Float32Array, width: number): Float32Array => all.subarray(n * width, (n + 1) * width);
    const said = view.places.slice(0, place + 1).map(({ input }) => input);
    return {
      gates: softmax(slice(values.gates, heads + 2)),
      own: softmax(slice(values.logits, agent.shape.vocabulary)),
      attentions: [slice(values.known, facts.factWords), ...values.said.map((weights) => slice(weights, heard.length))],
      pointed: [view.memory.words.map(({ word }) => word), ...values.said.map(() => said)],
    };
  });
}

/** The probability of every candidate under the whole mixture, own words and pointers, in the questions' order. */
export function distribution(agent: Policy, views: readonly View[], questions: readonly Question[]): Float64Array[] {
  if (questions.length === 0) return [];
  return sourcesAt(agent, views, questions).map((sources, n) => {
    const mixture = mixtureOf(sources);
    return Float64Array.from(questions[n]?.candidates ?? [], (word) => mixture[word] ?? 0);
  });
}
