/**
 * Decoding as its definition: every word by the same ops as whole streams.
 *
 *   in = √H (E[w] + Σ Tag)   h = GRU(in, h)   key = K₁ [h; √H E[w]]   z = [h; r; r'; f]
 *   source ~ softmax(G z),  word ~ that source;  log p = log Σ_k g_k p_k(word)
 */
import { dispose, intTensor, keep, tensor, type Tensor, tidy, valuesOf, zeros } from "../tensor.ts";
import { add, concat, reshape, scale, tanh } from "./arithmetic.ts";
import type { Decoder, DecodeWeights, DrawnWords, HeardWords, Knowledge, SpeakingWords, Streams } from "./decoder.ts";
import { drawWords } from "./draw-words.ts";
import { embed, embedBag } from "./embed.ts";
import { gru } from "./gru.ts";
import { knownAttention } from "./known-attention.ts";
import { linear } from "./linear.ts";
import { matMul } from "./mat-mul.ts";
import { saidAttention } from "./said-attention.ts";

export class PlainDecoder implements Decoder {
  readonly weights: DecodeWeights;

  constructor(weights: DecodeWeights) {
    this.weights = weights;
  }

  begin(states: readonly Tensor[], knowledge: Knowledge): Streams {
    return new PlainStreams(this.weights, states, knowledge);
  }

  /** The weights are the caller's. */
  dispose(): void {}
}

const ids = (values: Int32Array): Tensor => intTensor(values, [values.length]);

/** The rows of a table, some of them replaced. */
function withRows(table: Tensor, places: Int32Array, rows: Tensor): Tensor {
  const size = table.shape[0] ?? 0;
  const from = Int32Array.from({ length: size }, (_, i) => i);
  places.forEach((place, n) => (from[place] = size + n));
  return embed(concat([table, rows], 0), ids(from));
}

class PlainStreams implements Streams {
  readonly #weights: DecodeWeights;
  readonly #said: number[][];
  #states: readonly Tensor[];
  #keys: Tensor; // [B, C, H]
  #knowledge: Knowledge;

  constructor(weights: DecodeWeights, states: readonly Tensor[], knowledge: Knowledge) {
    const [batch = 0, hidden = 0] = states[0]?.shape ?? [];
    this.#weights = weights;
    this.#states = states.map((t) => keep(t.clone()));
    this.#keys = keep(zeros([batch, 1, hidden]));
    this.#knowledge = { ...knowledge, keys: keep(knowledge.keys.clone()) };
    this.#said = Array.from({ length: batch }, () => []);
  }

  know(knowledge: Knowledge): void {
    dispose([this.#knowledge.keys]);
    this.#knowledge = { ...knowledge, keys: keep(knowledge.keys.clone()) };
  }

  hear(heard: HeardWords): void {
    const before = [...this.#states, this.#keys];
    const [keys, ...states] = tidy(() => this.#moved(heard)) as [Tensor, ...Tensor[]];
    dispose(before);
    [this.#keys, this.#states] = [keep(keys), states.map(keep)];
    heard.places.forEach((place, n) => this.#said[place]?.push(heard.words[n] ?? 0));
  }

  speak(heard: SpeakingWords): DrawnWords {
    this.hear(heard);
    const sources = tidy(() => this.#sources(heard));
    const facts = this.#knowledge.words.length / this.#said.length;
    const drawn = drawWords(
      {
        gates: valuesOf(sources.gates),
        logits: valuesOf(sources.logits),
        attentions: [valuesOf(sources.known), ...this.#perHead(sources.said)],
        pointed: (row) => {
          const place = heard.places[row] ?? 0;
          const said = this.#said[place] ?? [];
          return [this.#knowledge.words.subarray(place * facts, (place + 1) * facts), said, said];
        },
        knows: (row) => heard.present.subarray(row * facts, (row + 1) * facts).includes(1),
      },
      heard.uniforms,
    );
    dispose(Object.values(sources));
    return drawn;
  }

  states(places: readonly number[]): Float32Array[] {
    const top = this.#states.at(-1) as Tensor;
    const [all, width] = [valuesOf(top), top.shape[1] ?? 0];
    return places.map((place) => all.slice(place * width, (place + 1) * width));
  }

  dispose(): void {
    dispose([...this.#states, this.#keys, this.#knowledge.keys]);
  }

  /** The keys of words said, and each layer's states, after a word. */
  #moved({ places, words, tagFields, tagRows }: HeardWords): Tensor[] {
    const { embedding, tag, layers, saidKey } = this.#weights;
    const [batch = 0, capacity = 0, width = 0] = this.#keys.shape;
    const root = Math.sqrt(width);
    const count = places.length;
    const heard = embed(embedding, ids(words)); // [N, H]
    const tagged = tagFields.length === 0 ? heard : add(heard, embedBag(tag, ids(tagFields), ids(tagRows), count));
    const mask = tensor(new Float32Array(count).fill(1), [count, 1]);
    let below = scale(tagged, root);
    const states = layers.map((layer, i) => {
      const old = this.#states[i] as Tensor;
      const projected = reshape(linear(below, layer.weight, layer.bias), [count, 1, 3 * width]);
      const { recurrentWeight: recurrent, recurrentBias: bias } = layer;
      below = reshape(gru({ projected, start: embed(old, ids(places)), recurrent, bias, mask }), [count, width]);
      return withRows(old, places, below);
    });
    const key = linear(concat([below, scale(heard, root)], 1), saidKey);
    const ends = places.map((place) => this.#said[place]?.length ?? 0);
    const room = Math.max(...ends) < capacity ? capacity : 2 * capacity;
    const buffer = room === capacity ? this.#keys : concat([this.#keys, zeros([batch, room - capacity, width])], 1); // [B, C, H]
    const slots = places.map((place, n) => place * room + (ends[n] ?? 0));
    const keys = withRows(reshape(buffer, [batch * room, width]), slots, key);
    return [reshape(keys, [batch, room, width]), ...states];
  }

  #sources(heard: SpeakingWords): Record<"gates" | "logits" | "said" | "known", Tensor> {
    const { embedding, saidQuery, knownQuery, sinceSibling, sinceSelf, mix, gate, vocabularyBias, temperature, heads } =
      this.#weights;
    const { places, siblingBuckets, selfBuckets, present } = heard;
    const [batch = 0, capacity = 0, width = 0] = this.#keys.shape;
    const count = places.length;
    const facts = this.#knowledge.keys.shape[1] ?? 0;
    const rows = ids(places);
    const hidden = embed(this.#states.at(-1) as Tensor, rows); // [N, H]
    const single = (x: Tensor): Tensor => reshape(x, [count, 1, -1]);
    const own = (buffer: Tensor, length: number): Tensor =>
      reshape(embed(reshape(buffer, [batch, length * width]), rows), [count, length, width]);
    const valuesOfWords = (words: Int32Array, length: number): Tensor =>
      reshape(embed(embedding, ids(words)), [count, length, width]);
    const saidWords = new Int32Array(count * capacity);
    const knownWords = new Int32Array(count * facts);
    places.forEach((place, n) => {
      saidWords.set(this.#said[place] ?? [], n * capacity);
      knownWords.set(this.#knowledge.words.subarray(place * facts, (place + 1) * facts), n * facts);
    });
    const said = saidAttention({
      queries: single(linear(hidden, saidQuery)),
      keys: own(this.#keys, capacity),
      values: valuesOfWords(saidWords, capacity),
      visible: places.map((place) => this.#said[place]?.length ?? 0),
      heads,
    });
    const known = knownAttention({
      queries: single(linear(hidden, knownQuery)),
      keys: own(this.#knowledge.keys, facts),
      values: valuesOfWords(knownWords, facts),
      siblingBias: single(linear(hidden, sinceSibling.weight, sinceSibling.bias)),
      selfBias: single(linear(hidden, sinceSelf.weight, sinceSelf.bias)),
      siblingBuckets,
      selfBuckets,
      present,
    });
    const z = concat([hidden, reshape(said.read, [count, -1]), reshape(known.read, [count, -1])], 1);
    const mixed = tanh(linear(z, mix.weight, mix.bias));
    return {
      gates: scale(linear(z, gate.weight, gate.bias), 1 / temperature),
      logits: scale(add(matMul(mixed, embedding, true), vocabularyBias), 1 / temperature),
      said: said.weights,
      known: known.weights,
    };
  }

  /** Weights [N, heads, 1, C] → one array [N · C] for each head. */
  #perHead(weights: Tensor): Float32Array[] {
    const [count = 0, heads = 0, , capacity = 0] = weights.shape;
    const all = valuesOf(weights);
    return Array.from({ length: heads }, (_, head) => {
      const own = new Float32Array(count * capacity);
      for (let n = 0; n < count; n++) {
        const from = (n * heads + head) * capacity;
        own.set(all.subarray(from, from + capacity), n * capacity);
      }
      return own;
    });
  }
}
