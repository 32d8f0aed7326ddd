/**
 * An interpolated 3-gram model with Kneser–Ney counts: what a neural model must beat. Chen & Goodman, "An Empirical Study of
 * Smoothing Techniques for Language Modeling" (1998), section 4.1.6, interpolated, with one discount an order, each set so that
 * held-out sequences have the least perplexity.
 *
 *   p₃(w | u v) = max(c(u v w) − d₃, 0) / c(u v ·) + d₃ N(u v ·) / c(u v ·) p₂(w | v)
 *   p₂(w | v)   = the same over N(· v w), how many words come before `v w`, with d₂ and p₁
 *   p₁(w)       = the same over N(· w), with d₁ and 1 / V
 *
 * N counts different words, c occurrences. Where a history was never seen, the next shorter one speaks alone. Each is a proper
 * distribution over all V words. Two start signs stand before a sequence; they are never predicted.
 */
import { type Evidence, NgramCounts, runs } from "./ngram-counts.ts";

type Sequences = readonly (readonly number[])[];

export interface Trigram {
  /** log p(word | the last two of `context`), in nats. A context of less than two words is the start of a sequence. */
  logProb(context: readonly number[], word: number): number;
  /** exp of the mean of −log p over the words of all sequences; those before `from` in each are context only. */
  perplexity(sequences: Sequences, from?: number): number;
  /** d₁, d₂, d₃. */
  readonly discounts: readonly number[];
}

/** The greatest V whose 3-grams, start sign included, are exact as one double. */
const greatestVocabulary = 200_000;

/** Ids are whole numbers in [0, vocabularySize). Without held-out sequences the discounts stay at ¾. */
export function trainTrigram(sequences: Sequences, vocabularySize: number, heldOut: Sequences = []): Trigram {
  if (vocabularySize < 1 || vocabularySize > greatestVocabulary)
    throw new RangeError(`trainTrigram: a vocabulary of ${vocabularySize}; expected 1 to ${greatestVocabulary}`);
  const base = vocabularySize + 1;
  const third = new NgramCounts(trigramKeys(sequences, vocabularySize), base);
  const second = new NgramCounts(
    third.keys.map((key) => key % (base * base)),
    base,
  );
  const first = new NgramCounts(
    second.keys.map((key) => key % base),
    base,
  );
  const orders = [first, second, third];
  const evidence = (key: number): Evidence[] => orders.map((order, place) => order.evidence(key % base ** (place + 1)));
  const found = runs(trigramKeys(heldOut, vocabularySize).sort());
  const seen = Array.from(found.values, (key, i) => ({ evidence: evidence(key), times: found.lengths[i] ?? 0 }));
  const fitted = fitDiscounts(seen, vocabularySize);
  const logProbOf = (key: number): number => Math.log(probability(evidence(key), fitted, vocabularySize));
  return {
    discounts: fitted,
    logProb: (context, word) =>
      logProbOf(keyOf(context.at(-2) ?? vocabularySize, context.at(-1) ?? vocabularySize, word, vocabularySize)),
    perplexity(scored, from = 0) {
      const keys = trigramKeys(scored, vocabularySize, from);
      return Math.exp(-keys.reduce((sum, key) => sum + logProbOf(key), 0) / keys.length);
    },
  };
}

function keyOf(beforeLast: number, last: number, word: number, vocabularySize: number): number {
  const base = vocabularySize + 1;
  if (!(Number.isInteger(word) && word >= 0 && word < vocabularySize))
    throw new RangeError(`trigram: word ${word}; expected an id below ${vocabularySize}`);
  return (beforeLast * base + last) * base + word;
}

/** Every word from place `from` of its sequence on, with the two before it. */
function trigramKeys(sequences: Sequences, vocabularySize: number, from = 0): Float64Array {
  const count = sequences.reduce((sum, sequence) => sum + Math.max(0, sequence.length - from), 0);
  const keys = new Float64Array(count);
  let next = 0;
  for (const sequence of sequences)
    for (let i = from; i < sequence.length; i++)
      keys[next++] = keyOf(
        sequence[i - 2] ?? vocabularySize,
        sequence[i - 1] ?? vocabularySize,
        sequence[i] ?? vocabularySize,
        vocabularySize,
      );
  return keys;
}

/** p₃ from the evidence of the orders, the shortest first. */
function probability(evidence: readonly Evidence[], discounts: readonly number[], vocabularySize: number): number {
  let shorter = 1 / vocabularySize;
  let order = 0; // a plain loop: fitting comes by here millions of times
  for (const { count, total, types } of evidence) {
    const discount = discounts[order++] ?? 0;
    if (total > 0) shorter = (Math.max(count - discount, 0) + discount * types * shorter) / total;
  }
  return shorter;
}

/** A 3-gram, by what the orders know of it, and how often it is there. */
interface Seen {
  readonly evidence: readonly Evidence[];
  readonly times: number;
}

/** Each discount in turn to the nearest 0.05, twice over: perplexity is smooth in them and nearly convex. */
function fitDiscounts(heldOut: readonly Seen[], vocabularySize: number): number[] {
  let best = [0.75, 0.75, 0.75];
  const loss = (discounts: readonly number[]): number =>
    -heldOut.reduce(
      (sum, { evidence, times }) => sum + times * Math.log(probability(evidence, discounts, vocabularySize)),
      0,
    );
  let least = loss(best);
  for (const place of [2, 1, 0, 2, 1, 0])
    for (let step = 1; step <= 20; step++) {
      const tried = best.with(place, step / 20);
      const found = loss(tried);
      if (found < least) [best, least] = [tried, found];
    }
  return best;
}
