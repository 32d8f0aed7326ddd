/**
 * The network, as pure functions of its parameters; training, listening and speaking all run these.
 *
 *   in_t  = √H (E[w_t] + Σ Tag[field of each fact that contains w_t])
 *   h_t   = GRU(in_t, h_{t−1}),  h_0 = tanh(W₀ Σ_j tanh(C c_j) / √S)
 *   said  : two-headed attention over [h_s; √H E[w_s]], s ≤ t → P, r = Σ P E[w_s]
 *   known : attention over c_j = √H [E[m_j]; E[word before m_j]; E[field_j]] with recency biases → D, f = Σ D E[m_j]
 *   z_t   = [h_t; r_t; r'_t; f_t]: what the mixture of sources is made from (score.ts)
 */
import { at } from "../at.ts";
import { add, columns, concat, multiply, reshape, rows, scale, splitColumns, sum, tanh } from "../nn/ops/arithmetic.ts";
import { embed, embedBag } from "../nn/ops/embed.ts";
import { gru } from "../nn/ops/gru.ts";
import { knownAttention } from "../nn/ops/known-attention.ts";
import { linear } from "../nn/ops/linear.ts";
import { type Attention, saidAttention } from "../nn/ops/said-attention.ts";
import { distinct } from "../nn/ops/distinct.ts";
import { matMul } from "../nn/ops/mat-mul.ts";
import { intTensor, tensor, type Tensor, tidy } from "../nn/tensor.ts";
import type { Asked, Block, FactBlock } from "./block.ts";
import type { AgentParameters } from "./parameters.ts";
import { heads } from "./shape.ts";

/** What an agent has in mind of B dialogues before their first word. */
export interface Memory {
  /** The state of each layer. */
  readonly states: readonly Tensor[]; // layers × [B, H]
  readonly knownKeys: Tensor; // [B, S, H]
  readonly knownValues: Tensor; // [B, S, H]
}

/** What it thinks at the places where it is asked. */
export interface Thoughts {
  readonly said: Attention;
  readonly known: Attention;
  readonly z: Tensor; // [B · Q, 4H]
}

const ids = (values: Int32Array): Tensor => intTensor(values, [values.length]);

/** The facts' part of the memory. */
export function know(
  p: AgentParameters,
  facts: FactBlock,
): { keys: Tensor; values: Tensor; entries: Tensor; index: Int32Array } {
  const { batch, factWords, words, previous, fieldWords } = facts;
  const width = p.embedding.shape[1] ?? 0;
  // Scenes share most of their facts' words: each distinct entry is computed once.
  const { columns: entryIds, index } = distinct(words, previous, fieldWords);
  const parts = entryIds.map((column) => embed(p.embedding, ids(column))); // each [U, H]
  const entries = scale(concat(parts, 1), Math.sqrt(width)); // [U, 3H]
  return {
    keys: reshape(embed(linear(entries, p["knownKey.weight"]), ids(index)), [batch, factWords, width]),
    values: reshape(embed(p.embedding, ids(words)), [batch, factWords, width]),
    entries,
    index,
  };
}

/** The memory before the first word: a summary of all facts (deep sets, Zaheer et al. 2017) as first state. */
export function begin(p: AgentParameters, facts: FactBlock, layers: number): Memory {
  const { batch, factWords, initial } = facts;
  const width = p.embedding.shape[1] ?? 0;
  const { keys, values, entries, index } = know(p, facts);
  const weights = new Float32Array(initial.length);
  for (let row = 0; row < batch; row++) {
    const own = initial.subarray(row * factWords, (row + 1) * factWords);
    const count = own.reduce((a, b) => a + b, 0);
    weights.set(
      own.map((flag) => flag / Math.sqrt(Math.max(1, count))),
      row * factWords,
    );
  }
  const each = embed(tanh(linear(entries, p["summary.weight"], p["summary.bias"])), ids(index)); // [B · S, H]
  const weighted = multiply(each, tensor(weights, [batch * factWords, 1]));
  const summary = sum(reshape(weighted, [batch, factWords, width]), 1); // [B, H]
  const start = tanh(linear(summary, p["start.weight"], p["start.bias"])); // [B, layers · H]
  return {
    states: Array.from({ length: layers }, (_, i) => columns(start, i * width, (i + 1) * width)),
    knownKeys: keys,
    knownValues: values,
  };
}

/** Runs the recurrent layers over a block → every state of the top one, [B, L, H]. */
function recur(p: AgentParameters, first: Tensor, states: readonly Tensor[], block: Block): Tensor {
  const { batch, length, lengths } = block;
  const mask = new Float32Array(batch * length);
  lengths.forEach((count, row) => mask.fill(1, row * length, row * length + count));
  const live = tensor(mask, [batch, length]);
  return states.reduce((below, start, i) => {
    const layer = i === 0 ? "gru1" : "gru2";
    const projected =
      i === 0 ? below : linear(reshape(below, [batch * length, -1]), p[`${layer}.weight`], p[`${layer}.bias`]); // [B · L, 3H]
    return gru({
      projected: reshape(projected, [batch, length, -1]),
      start,
      recurrent: p[`${layer}.recurrentWeight`],
      bias: p[`${layer}.recurrentBias`],
      mask: live,
    });
  }, first);
}

/** What the tags of each word add to its projection. [B · L, 3H] */
function ofTags(p: AgentParameters, { tagFields, tagPlaces, batch, length }: Block): Tensor {
  const { columns: fields, index } = distinct(tagFields);
  const tags = scale(embed(p.tag, ids(at(fields, 0))), Math.sqrt(p.tag.shape[1] ?? 0));
  return embedBag(matMul(tags, p["gru1.weight"]), ids(index), ids(tagPlaces), batch * length);
}

/** What is asked of a state, in one product: both memories' queries, and the weights of how long ago a fact was heard of. */
function ask(p: AgentParameters, states: Tensor): readonly [Tensor, Tensor, Tensor, Tensor] {
  const names = ["saidQuery", "knownQuery", "sinceSibling", "sinceSelf"] as const;
  const weights = names.map((name) => p[`${name}.weight`]);
  const [said = 0, known = 0, sibling = 0, self = 0] = weights.map(({ shape }) => shape[1] ?? 0);
  return tidy(() => splitColumns(matMul(states, concat(weights, 1)), [said, known, sibling, self]));
}

/** Hears whole streams: what the agent thinks where it is asked. */
export function hear(p: AgentParameters, memory: Memory, block: Block, asked: Asked): Thoughts {
  const { batch, length, inputs } = block;
  const width = p.embedding.shape[1] ?? 0;
  // What depends on a word alone is computed once for each distinct word.
  const { columns: words, index } = distinct(inputs);
  const vocabulary = scale(embed(p.embedding, ids(at(words, 0))), Math.sqrt(width)); // [U, H]
  // What only leads to the states makes room for what follows; what the way back needs of it is kept.
  const heard = tidy(() => {
    const ofWords = embed(linear(vocabulary, p["gru1.weight"], p["gru1.bias"]), ids(index)); // [B · L, 3H]
    const projected = block.tagFields.length === 0 ? ofWords : add(ofWords, ofTags(p, block));
    return reshape(recur(p, projected, memory.states, block), [batch * length, width]);
  });
  const saidKeys = tidy(() => {
    const ofStates = matMul(heard, rows(p["saidKey.weight"], 0, width));
    const ofVocabulary = embed(matMul(vocabulary, rows(p["saidKey.weight"], width, 2 * width)), ids(index));
    return reshape(add(ofStates, ofVocabulary), [batch, length, width]);
  });
  const saidValues = reshape(embed(p.embedding, ids(inputs)), [batch, length, width]);

  const hidden = embed(heard, ids(asked.places)); // [B · Q, H]
  const shaped = (x: Tensor): Tensor => reshape(x, [batch, asked.count, -1]);
  const [saidQueries, knownQueries, sinceSibling, sinceSelf] = ask(p, hidden);
  const said = saidAttention({
    queries: shaped(saidQueries),
    keys: saidKeys,
    values: saidValues,
    visible: asked.visible,
    heads,
  });
  const known = knownAttention({
    queries: shaped(knownQueries),
    keys: memory.knownKeys,
    values: memory.knownValues,
    siblingBias: shaped(add(sinceSibling, p["sinceSibling.bias"])),
    selfBias: shaped(add(sinceSelf, p["sinceSelf.bias"])),
    siblingBuckets: asked.readings.siblingBuckets,
    selfBuckets: asked.readings.selfBuckets,
    present: asked.readings.present,
  });
  const flat = (x: Tensor): Tensor => reshape(x, [batch * asked.count, -1]);
  return { said, known, z: concat([hidden, flat(said.read), flat(known.read)], 1) };
}
