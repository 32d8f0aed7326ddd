import type { DrawnWords } from "./decoder.ts";

/** What N next words are drawn from. */
export interface WordSources {
  /** Logits over [own words, facts, each head]. */
  readonly gates: Float32Array; // [N · (2 + heads)]
  readonly logits: Float32Array; // [N · V]
  /** Weights over what is pointed at: facts, then each head. */
  readonly attentions: readonly Float32Array[]; // each [N · places]
  /** The words that each attention of a row points at. */
  readonly pointed: (row: number) => readonly ArrayLike<number>[];
  /** Whether a row knows any fact; where not, the facts are no source. */
  readonly knows: (row: number) => boolean;
}

function softmax(logits: Float32Array): Float64Array {
  const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = Float64Array.from(logits, (x) => Math.exp(x - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((x) => x / sum);
}

/** The index that `uniform` in [0, 1) falls on; weights need not sum to 1. Never one of weight 0. */
export function drawIndex(weights: ArrayLike<number>, count: number, uniform: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i] ?? 0;
  let rest = uniform * sum;
  let last = 0;
  for (let i = 0; i < count; i++) {
    const weight = weights[i] ?? 0;
    if (weight <= 0) continue;
    last = i;
    if (rest < weight) return i;
    rest -= weight;
  }
  return last; // rounding ate the rest
}

/**
 * Draws a source from the gate and a word from that source alone, by two uniforms a row; exact, so that the mixture's
 * log-probability is that of the distribution drawn from.
 */
export function drawWords(sources: WordSources, uniforms: Float32Array): DrawnWords {
  const rows = uniforms.length / 2;
  const count = sources.attentions.length + 1;
  const part = (values: Float32Array, row: number): Float32Array => {
    const width = values.length / rows;
    return values.subarray(row * width, (row + 1) * width);
  };
  const drawn = {
    words: new Int32Array(rows),
    logProbs: new Float32Array(rows),
    shares: new Float32Array(rows * count),
  };
  for (let row = 0; row < rows; row++) {
    const logits = Float32Array.from(part(sources.gates, row));
    if (!sources.knows(row)) logits[1] = -Infinity;
    const gates = softmax(logits);
    const own = softmax(part(sources.logits, row));
    const pointed = sources.pointed(row);
    const attentions = sources.attentions.map((weights) => part(weights, row));
    const source = drawIndex(gates, count, uniforms[row * 2] ?? 0);
    const uniform = uniforms[row * 2 + 1] ?? 0;
    const places = pointed[source - 1] ?? [];
    const word =
      source === 0
        ? drawIndex(own, own.length, uniform)
        : (places[drawIndex(attentions[source - 1] ?? [], places.length, uniform)] ?? 0);
    const mass = (k: number): number =>
      Array.from(pointed[k] ?? []).reduce(
        (sum, id, place) => (id === word ? sum + (attentions[k]?.[place] ?? 0) : sum),
        0,
      );
    const shares = Array.from(gates, (gate, k) => gate * (k === 0 ? (own[word] ?? 0) : mass(k - 1)));
    const probability = shares.reduce((a, b) => a + b, 0);
    drawn.words[row] = word;
    drawn.logProbs[row] = Math.log(probability);
    drawn.shares.set(
      shares.map((share) => share / probability),
      row * count,
    );
  }
  return drawn;
}
