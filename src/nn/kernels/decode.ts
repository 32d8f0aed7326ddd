/** Decoding by our kernels: weights packed once, and streams whose state stays in the WebAssembly heap. */
import * as tf from "@tensorflow/tfjs";
import type {
  Decoder,
  DecodeWeights,
  DrawnWords,
  HeardWords,
  Knowledge,
  SpeakingWords,
  Streams,
} from "../ops/decoder.ts";
import { dispose, keep, type Tensor, tidy } from "../tensor.ts";
import { Plan, type Prepared } from "./decode-plan.ts";
import type { Library } from "./library.ts";
import { packLines, packSteps } from "./pack.ts";
import { productKernel } from "./product.ts";

export class FusedDecoder implements Decoder {
  readonly #library: Library;
  readonly #prepared: Prepared;
  readonly #plan: Plan;

  constructor(library: Library, weights: DecodeWeights) {
    this.#library = library;
    this.#prepared = prepare(library, weights);
    this.#plan = new Plan(library, this.#prepared);
  }

  begin(states: readonly Tensor[], knowledge: Knowledge): Streams {
    return new FusedStreams(this.#library, this.#prepared, this.#plan, { states, knowledge });
  }

  dispose(): void {
    dispose(this.#prepared.own);
  }
}

/** Tables of projected words, and every other weight in panels. */
function prepare(library: Library, weights: DecodeWeights): Prepared {
  const { embedding, tag, layers, saidKey, temperature, heads } = weights;
  const [vocabulary = 0, hidden = 0] = embedding.shape;
  const [first, second] = layers;
  if (first === undefined || layers.length > 2)
    throw new RangeError(`decoder: found ${layers.length} layers, expected 1 or 2`);
  const own = tidy(() => {
    const root = Math.sqrt(hidden);
    const words = tf.mul(embedding, root);
    const queries = [weights.saidQuery, weights.knownQuery, weights.sinceSibling.weight, weights.sinceSelf.weight];
    const biases = [tf.zeros([2 * hidden]), weights.sinceSibling.bias, weights.sinceSelf.bias];
    // Weights that make logits are divided by the temperature once, instead of the logits at every word.
    const tempered = (t: Tensor): Tensor => tf.div(t, temperature);
    const mix = tf.concat([weights.mix.weight, tempered(weights.gate.weight)], 1); // [(2 + heads) H, H + 2 + heads]
    return {
      projected: productKernel(library, words, first.weight, { bias: first.bias }),
      projectedTags: productKernel(library, tf.mul(tag, root), first.weight),
      keysOfWords: productKernel(library, words, rowsOf(saidKey, hidden, hidden)),
      recurrent: tf.concat(
        layers.map((layer) => packSteps(library, layer.recurrentWeight)),
        0,
      ),
      recurrentBias: tf.concat(
        layers.map((layer) => layer.recurrentBias),
        0,
      ),
      upper: packSteps(library, second?.weight ?? tf.zeros([1, 1])),
      upperBias: second?.bias.clone() ?? tf.zeros([1]),
      keyOfState: packSteps(library, rowsOf(saidKey, 0, hidden)),
      queries: packSteps(library, tf.concat(queries, 1)),
      queriesBias: tf.concat(biases, 0),
      mix: tf.concat(
        Array.from({ length: 2 + heads }, (_, part) => packSteps(library, rowsOf(mix, part * hidden, hidden))),
        0,
      ),
      mixBias: tf.concat([weights.mix.bias, tempered(weights.gate.bias)], 0),
      vocabularyPanels: packLines(library, tempered(embedding)),
      vocabularyBias: tempered(weights.vocabularyBias),
    };
  });
  for (const t of Object.values(own)) keep(t);
  return {
    sizes: {
      hidden,
      vocabulary,
      fields: tag.shape[0] ?? 0,
      layers: layers.length,
      heads,
      siblingKinds: weights.sinceSibling.bias.size,
      selfKinds: weights.sinceSelf.bias.size,
    },
    tensors: { ...own, embedding },
    own: Object.values(own),
  };
}

const rowsOf = (matrix: Tensor, from: number, count: number): Tensor => tf.slice(matrix, [from, 0], [count, -1]);

interface Start {
  readonly states: readonly Tensor[];
  readonly knowledge: Knowledge;
}

class FusedStreams implements Streams {
  readonly #library: Library;
  readonly #prepared: Prepared;
  /** That of all streams of the decoder: each step writes it anew. */
  readonly #steps: Plan;
  readonly #states: Tensor; // [layers, B, H]
  readonly #heard: Int32Array; // [B]
  readonly #heardHere: Tensor;
  #saidKeys: Tensor; // [B, C, H]
  #saidWords: Tensor; // [B, C]
  #knownKeys: Tensor; // [B, S, H]
  #knownWords: Tensor; // [B, S]

  constructor(library: Library, prepared: Prepared, steps: Plan, { states, knowledge }: Start) {
    this.#library = library;
    this.#prepared = prepared;
    this.#steps = steps;
    this.#states = keep(tidy(() => tf.stack([...states])));
    const [, batch = 0, hidden = 0] = this.#states.shape;
    this.#heard = new Int32Array(batch);
    this.#heardHere = keep(tf.zeros([batch], "int32"));
    const capacity = 32;
    this.#saidKeys = keep(tf.zeros([batch, capacity, hidden]));
    this.#saidWords = keep(tf.zeros([batch, capacity], "int32"));
    [this.#knownKeys, this.#knownWords] = this.#learnt(knowledge);
  }

  know(knowledge: Knowledge): void {
    dispose([this.#knownKeys, this.#knownWords]);
    [this.#knownKeys, this.#knownWords] = this.#learnt(knowledge);
  }

  hear(heard: HeardWords): void {
    this.#library.run.decodeHear(this.#plan(heard));
    this.#count(heard);
  }

  speak(heard: SpeakingWords): DrawnWords {
    const rows = heard.places.length;
    const { siblingKinds, selfKinds, heads } = this.#prepared.sizes;
    const { run } = this.#library;
    const sibling = this.#library.integers("sibling buckets", heard.siblingBuckets);
    const self = this.#library.integers("self buckets", heard.selfBuckets);
    this.#library.expectBelow("sibling bucket", sibling, heard.siblingBuckets.length, siblingKinds);
    this.#library.expectBelow("self bucket", self, heard.selfBuckets.length, selfKinds);
    const results = {
      drawn: this.#library.scratch("drawn", rows * 4),
      logProbs: this.#library.scratch("log probs", rows * 4),
      shares: this.#library.scratch("shares", rows * (2 + heads) * 4),
    };
    const plan = this.#plan(heard, {
      siblingBuckets: sibling,
      selfBuckets: self,
      present: this.#library.integers("present", heard.present),
      uniforms: this.#library.floats("uniforms", heard.uniforms),
      ...results,
    });
    run.decodeHear(plan);
    run.decodeThink(plan);
    run.decodeSpeak(plan);
    this.#count(heard);
    return {
      words: this.#library.readIntegers(results.drawn, rows),
      logProbs: this.#library.readFloats(results.logProbs, rows),
      shares: this.#library.readFloats(results.shares, rows * (2 + heads)),
    };
  }

  states(places: readonly number[]): Float32Array[] {
    const [layers = 0, batch = 0, hidden = 0] = this.#states.shape;
    const all = this.#library.view(this.#states);
    const top = (layers - 1) * batch;
    return places.map((place) => all.slice((top + place) * hidden, (top + place + 1) * hidden));
  }

  dispose(): void {
    dispose([this.#states, this.#heardHere, this.#saidKeys, this.#saidWords, this.#knownKeys, this.#knownWords]);
  }

  #learnt({ keys, words }: Knowledge): [Tensor, Tensor] {
    this.#expect("fact word", words, this.#prepared.sizes.vocabulary);
    return [keep(keys.clone()), keep(tf.tensor(words, [keys.shape[0] ?? 0, keys.shape[1] ?? 0], "int32"))];
  }

  #count({ places }: HeardWords): void {
    for (const place of places) this.#heard[place] = (this.#heard[place] ?? 0) + 1;
  }

  /** A kernel trusts its indices: they are checked here. */
  #expect(what: string, values: Int32Array, limit: number): void {
    const wrong = values.find((value) => value < 0 || value >= limit);
    if (wrong !== undefined)
      throw new RangeError(`${what}: found ${wrong}, expected a whole number from 0 to ${limit - 1}`);
  }

  #plan(heard: HeardWords, more: Readonly<Record<string, number>> = {}): number {
    const { places, words, tagFields, tagRows } = heard;
    const { vocabulary, fields } = this.#prepared.sizes;
    this.#expect("place of a stream", places, this.#heard.length);
    this.#expect("word", words, vocabulary);
    this.#expect("tag", tagFields, fields);
    this.#expect("row of a tag", tagRows, places.length);
    this.#makeRoom(places);
    return this.#steps.write({
      rows: places.length,
      batch: this.#heard.length,
      capacity: this.#saidWords.shape[1] ?? 0,
      facts: this.#knownWords.shape[1] ?? 0,
      states: this.#library.pointer(this.#states),
      saidKeys: this.#library.pointer(this.#saidKeys),
      saidWords: this.#library.pointer(this.#saidWords),
      heard: this.#library.pointer(this.#heardHere),
      knownKeys: this.#library.pointer(this.#knownKeys),
      knownWords: this.#library.pointer(this.#knownWords),
      places: this.#library.integers("places", places),
      words: this.#library.integers("words", words),
      tags: tagFields.length,
      tagFields: this.#library.integers("tag fields", tagFields),
      tagRows: this.#library.integers("tag rows", tagRows),
      ...more,
    });
  }

  /** Twice the room for words said, where one of the streams has none left. */
  #makeRoom(places: Int32Array): void {
    const capacity = this.#saidWords.shape[1] ?? 0;
    if (places.every((place) => (this.#heard[place] ?? 0) < capacity)) return;
    const old = [this.#saidKeys, this.#saidWords];
    this.#saidKeys = keep(tidy(() => tf.concat([this.#saidKeys, tf.zerosLike(this.#saidKeys)], 1)));
    this.#saidWords = keep(tidy(() => tf.concat([this.#saidWords, tf.zerosLike(this.#saidWords)], 1)));
    dispose(old);
  }
}
