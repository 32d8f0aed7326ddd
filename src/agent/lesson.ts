/**
 * What an agent learns from: streams, and how much each of their words matters. Maximum likelihood and every policy gradient
 * are the same loss with other weights:
 *
 *   L = − Σ_t w_t log π(target_t) − Σ_t e_t H_t
 */
import { at } from "../at.ts";
import { scale } from "../nn/ops/arithmetic.ts";
import { objective } from "../nn/ops/objective.ts";
import { type Parameters, valueAndGradients, zerosLike } from "../nn/gradients.ts";
import { dispose, scoped, valuesOf } from "../nn/tensor.ts";
import type { Agent } from "./agent.ts";
import { asked, block, factBlock } from "./block.ts";
import type { ParameterName } from "./parameters.ts";
import { type Manner, score, spoken, type Streams } from "./score.ts";
import { isSampled, type Stream, unknown } from "./stream.ts";

export interface Lesson {
  readonly stream: Stream;
  /**
   * Whether its words count as the agent's own, under its policy with the policy's temperature; else as text, as likely as the
   * network finds it. Lessons that are read or learnt from in one pass agree in this.
   */
  readonly asPolicy: boolean;
  /** w_t of each place; it is left out where this and e_t are 0. */
  readonly weights: Float32Array; // [T]
  /** e_t. */
  readonly entropyWeights?: Float32Array; // [T]
}

export interface LessonGradients {
  readonly loss: number;
  readonly gradients: Partial<Parameters<ParameterName>>;
}

/** Streams of the lessons, asked at the places that matter. */
function streams(lessons: readonly Lesson[]): Streams & { readonly chosen: readonly (readonly [number, number])[] } {
  const all = lessons.map(({ stream }) => stream);
  const facts = factBlock(all.map((stream) => stream.facts));
  const heard = block(all);
  const places = lessons.map(({ stream, weights, entropyWeights }) =>
    [...stream.targets.keys()].filter(
      (t) => stream.targets[t] !== unknown && ((weights[t] ?? 0) !== 0 || (entropyWeights?.[t] ?? 0) !== 0),
    ),
  );
  const questions = asked(all, heard, places, facts.factWords);
  const targets = new Int32Array(heard.batch * questions.count);
  const chosen = places.flatMap((own, row) => own.map((t) => [row, t] as const));
  const scored = places.flatMap((own, row) =>
    own.map((t, q) => {
      const place = row * questions.count + q;
      targets[place] = all[row]?.targets[t] ?? unknown;
      return place;
    }),
  );
  return { block: heard, facts, asked: questions, targets, places: Int32Array.from(scored), chosen };
}

function mannerOf({ shape }: Agent, lessons: readonly Lesson[]): Manner {
  const asPolicy = lessons.some((lesson) => lesson.asPolicy);
  if (lessons.some((lesson) => lesson.asPolicy !== asPolicy))
    throw new RangeError("lessons: some as policy and some as text, expected all of one kind");
  return { layers: shape.layers, temperature: asPolicy ? shape.temperature : 1 };
}

/** The loss over all lessons, and its gradient; the caller disposes of the gradient. The value head has none: least squares fit it. */
export function lessonGradients(agent: Agent, lessons: readonly Lesson[]): LessonGradients {
  const batch = streams(lessons);
  const gather = (pick: (lesson: Lesson) => Float32Array | undefined): Float32Array => {
    const gathered = new Float32Array(batch.chosen.length);
    for (const [n, [row, t]] of batch.chosen.entries()) gathered[n] = pick(at(lessons, row))?.[t] ?? 0;
    return gathered;
  };
  const manner = mannerOf(agent, lessons);
  const { "value.weight": _weight, "value.bias": _bias, ...policy } = agent.parameters;
  // The engines' kernels are not made for no places at all.
  if (batch.chosen.length === 0) return { loss: 0, gradients: zerosLike(policy) };
  const { value, gradients } = valueAndGradients(policy, (named) => {
    const sources = spoken({ ...agent.parameters, ...named }, batch, manner);
    const weights = {
      logProbs: gather((lesson) => lesson.weights),
      entropy: gather((lesson) => lesson.entropyWeights),
    };
    // The one sign flip: gradient descent on the loss is ascent on the objective.
    return scale(objective(sources, weights).value, -1);
  });
  const loss = valuesOf(value)[0] ?? Number.NaN;
  dispose([value]);
  return { loss, gradients };
}

/** What an agent would have given each place of the lessons, without learning: in the lessons' order, NaN at places left out. */
export interface Reading {
  readonly logProbs: Float32Array; // [T]
  readonly entropy: Float32Array; // [T]
}

export function read(agent: Agent, lessons: readonly Lesson[]): Reading[] {
  const batch = streams(lessons);
  const columns = scoped(() => {
    const scored = score(agent.parameters, batch, mannerOf(agent, lessons));
    return { logProbs: valuesOf(scored.logProbs), entropy: valuesOf(scored.entropy) };
  });
  const empty = ({ stream }: Lesson): Float32Array => new Float32Array(stream.length).fill(Number.NaN);
  const readings = lessons.map((lesson) => ({ logProbs: empty(lesson), entropy: empty(lesson) }));
  batch.chosen.forEach(([row, t], n) => {
    const reading = at(readings, row);
    reading.logProbs[t] = columns.logProbs[n] ?? Number.NaN;
    reading.entropy[t] = columns.entropy[n] ?? Number.NaN;
  });
  return readings;
}

/** Weight 1 wherever the next word is known: the whole stream, heard and said, as text. */
export function everyWord(stream: Stream, weight = 1): Lesson {
  const weights = Float32Array.from(stream.targets, (target) => (target === unknown ? 0 : weight));
  return { stream, asPolicy: false, weights };
}

/** Weight 1 where the agent sampled the next word itself; under the policy. */
export function sampledWords(stream: Stream): Lesson {
  const weights = Float32Array.from(stream.targets, (_, t) => (isSampled(stream, t) ? 1 : 0));
  return { stream, asPolicy: true, weights };
}
