import type { Random } from "../../src/rng.ts";
import { randomFrom } from "../../src/rng.ts";

// A policy so small that every expectation is a sum: 3 words one after the other, each one of 4, so 64 sequences. Every
// prefix has its own 4 logits: 1 + 4 + 16 contexts, 84 parameters.

export const wordCount = 4;
export const length = 3;
export const parameterCount = (1 + 4 + 16) * wordCount;

export type Parameters = Float64Array;
export type Sequence = readonly number[];

const words = [0, 1, 2, 3];
export const sequences: readonly Sequence[] = words.flatMap((a) => words.flatMap((b) => words.map((c) => [a, b, c])));

/** Where the logits stand from which word `t` is drawn. */
export function contextOf(sequence: Sequence, t: number): number {
  const [first = 0, second = 0] = sequence;
  return (t === 0 ? 0 : t === 1 ? 1 + first : 5 + first * wordCount + second) * wordCount;
}

/** How word `t` is drawn: [V]. `shape` changes the softmax, for instance to leave out the least probable word. */
export type Shape = (logits: readonly number[]) => readonly number[];

export const softmax: Shape = (logits) => {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
};

// Every context's probabilities, worked out once: parameters are never changed in place.
const tables = new WeakMap<Parameters, Map<Shape, readonly (readonly number[])[]>>();

function tableOf(parameters: Parameters, shape: Shape): readonly (readonly number[])[] {
  const shapes = tables.get(parameters) ?? new Map<Shape, readonly (readonly number[])[]>();
  tables.set(parameters, shapes);
  const table =
    shapes.get(shape) ??
    Array.from({ length: parameterCount / wordCount }, (_, context) =>
      shape([...parameters.subarray(context * wordCount, (context + 1) * wordCount)]),
    );
  shapes.set(shape, table);
  return table;
}

export function wordProbabilities(
  parameters: Parameters,
  sequence: Sequence,
  t: number,
  shape = softmax,
): readonly number[] {
  return tableOf(parameters, shape)[contextOf(sequence, t) / wordCount] ?? [];
}

/** log π(word | prefix) for each word. */
export function logProbs(parameters: Parameters, sequence: Sequence, shape = softmax): number[] {
  return sequence.map((word, t) => Math.log(wordProbabilities(parameters, sequence, t, shape)[word] ?? 0));
}

export function probability(parameters: Parameters, sequence: Sequence, shape = softmax): number {
  return Math.exp(logProbs(parameters, sequence, shape).reduce((sum, logProb) => sum + logProb, 0));
}

/** gradient += Σ_t weights_t · ∇log π(word_t): what every policy gradient comes down to. */
export function addPolicyGradient(
  gradient: Parameters,
  parameters: Parameters,
  sequence: Sequence,
  weights: ArrayLike<number>,
): void {
  for (const [t, word] of sequence.entries()) {
    const from = contextOf(sequence, t);
    for (const [v, p] of wordProbabilities(parameters, sequence, t).entries()) {
      gradient[from + v] = (gradient[from + v] ?? 0) + (weights[t] ?? 0) * (Number(v === word) - p);
    }
  }
}

/** The expected policy gradient over all sequences, where each word of a sequence has a weight. */
export function expectedPolicyGradient(
  parameters: Parameters,
  weightsOf: (sequence: Sequence, i: number) => readonly number[],
): Parameters {
  const gradient = new Float64Array(parameterCount);
  for (const [i, sequence] of sequences.entries()) {
    const chance = probability(parameters, sequence);
    const weights = weightsOf(sequence, i).map((weight) => chance * weight);
    addPolicyGradient(gradient, parameters, sequence, weights);
  }
  return gradient;
}

/** The gradient of `objective` by central differences: knows nothing of policies. */
export function numericGradient(parameters: Parameters, objective: (parameters: Parameters) => number): Parameters {
  const width = 1e-5;
  return parameters.map((value, i) => {
    const at = (x: number): number => objective(parameters.with(i, x));
    return (at(value + width) - at(value - width)) / (2 * width);
  });
}

export function expectation(
  parameters: Parameters,
  of: (sequence: Sequence, index: number) => number,
  shape = softmax,
): number {
  return sequences.reduce((sum, sequence, i) => sum + probability(parameters, sequence, shape) * of(sequence, i), 0);
}

export function draw(parameters: Parameters, random: Random): number[] {
  const sequence: number[] = [];
  for (let t = 0; t < length; t++) {
    let left = random.next();
    const word = wordProbabilities(parameters, sequence, t).findIndex((p) => (left -= p) < 0);
    sequence.push(word < 0 ? wordCount - 1 : word);
  }
  return sequence;
}

/** Standard normal numbers (Box & Muller 1958). */
export function normals(random: Random): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Logits of deviation ½, and a reward for about one sequence in ten. */
export function sparseProblem(seed: number): { readonly parameters: Parameters; readonly rewards: readonly number[] } {
  const random = randomFrom(seed, "sparse problem");
  const normal = normals(random);
  const parameters = Float64Array.from({ length: parameterCount }, () => normal() / 2);
  return { parameters, rewards: sequences.map(() => (random.next() < 0.1 ? normal() : 0)) };
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** How long `a` is along `b`: 1 where it is b. */
export function scale(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return dot(a, b) / dot(b, b);
}
