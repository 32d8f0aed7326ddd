/**
 * A dialogue agent that hears and speaks word by word: the running state of B streams, moved on one word at a time. What it
 * computes is `plain-decoder.ts`; where the engine has kernels, one call a word computes all of it.
 */
import type { Tensor } from "../tensor.ts";

export interface Linear {
  readonly weight: Tensor; // [in, out]
  readonly bias: Tensor; // [out]
}

export interface RecurrentLayer extends Linear {
  readonly recurrentWeight: Tensor; // [H, 3H]
  readonly recurrentBias: Tensor; // [3H]
}

/** An agent's parameters, by what they do here. */
export interface DecodeWeights {
  readonly embedding: Tensor; // [V, H]
  readonly tag: Tensor; // [F, H]
  /** One or two. */
  readonly layers: readonly RecurrentLayer[];
  readonly saidQuery: Tensor; // [H, H]
  readonly saidKey: Tensor; // [2H, H]
  readonly knownQuery: Tensor; // [H, H]
  readonly sinceSibling: Linear; // [H, K₁]
  readonly sinceSelf: Linear; // [H, K₂]
  readonly mix: Linear; // [(2 + heads) H, H]
  /** Over [own words, facts, one for each head]. */
  readonly gate: Linear; // [(2 + heads) H, 2 + heads]
  readonly vocabularyBias: Tensor; // [V]
  /** Divides the logits of the gate and of own words. */
  readonly temperature: number;
  readonly heads: number;
}

/** What each of B streams knows. */
export interface Knowledge {
  readonly keys: Tensor; // [B, S, H]
  readonly words: Int32Array; // [B · S]
}

/** One word for each of N streams; no stream twice. */
export interface HeardWords {
  /** Which of the B streams hear. */
  readonly places: Int32Array; // [N]
  readonly words: Int32Array; // [N]
  /** Tags as pairs: field `tagFields[m]` belongs to row `tagRows[m]` of N. */
  readonly tagFields: Int32Array; // [M]
  readonly tagRows: Int32Array; // [M]
}

export interface SpeakingWords extends HeardWords {
  readonly siblingBuckets: Int32Array; // [N · S]
  readonly selfBuckets: Int32Array; // [N · S]
  readonly present: Int32Array; // [N · S]
  /** Two in [0, 1) for each row: the first draws the source, the second the word. */
  readonly uniforms: Float32Array; // [N · 2]
}

export interface DrawnWords {
  readonly words: Int32Array; // [N]
  /** In nats, under the whole mixture. */
  readonly logProbs: Float32Array; // [N]
  /** The share of each source [own words, facts, each head] in the word's probability; a row sums to 1. */
  readonly shares: Float32Array; // [N · (2 + heads)]
}

export interface Streams {
  /** Facts came or went. */
  know(knowledge: Knowledge): void;
  hear(heard: HeardWords): void;
  /** Hears a word, and draws the next one; it is not heard before it is given to `hear` or `speak` in turn. */
  speak(heard: SpeakingWords): DrawnWords;
  /** The top layer's state of each of these places of the batch, [H]. */
  states(places: readonly number[]): Float32Array[];
  dispose(): void;
}

export interface Decoder {
  /** Streams that heard nothing yet; `states` (layers × [B, H]) and the keys stay the caller's. */
  begin(states: readonly Tensor[], knowledge: Knowledge): Streams;
  dispose(): void;
}
