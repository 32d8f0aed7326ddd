/**
 * Maximum likelihood on the corpus: every word of every turn, from both seats' points of view, until held-out dialogues are
 * predicted no better. What comes out is the reference: frozen, it is what reinforcement is measured against.
 */
import type { Agent } from "../agent/agent.ts";
import { everyWord, type Lesson, read } from "../agent/lesson.ts";
import { streamFrom } from "../agent/stream.ts";
import { viewOf } from "../agent/view.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Seat, Seats } from "../dialogue/seat.ts";
import type { Random } from "../rng.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import type { Learner } from "./learner.ts";

export interface PretrainOptions {
  /** Dialogue sides in an update. */
  readonly batch: number;
  readonly learningRate: number;
  readonly warmup: number;
  readonly clip: number;
  readonly steps: number;
  /** Updates between two looks at the held-out dialogues. */
  readonly every: number;
  /** Looks without gain before it stops. */
  readonly patience: number;
}

export interface PretrainStep {
  readonly step: number;
  readonly steps: number;
  /** Nats a word of the batch. */
  readonly loss: number;
  /** Of held-out dialogues, where this step looked. */
  readonly perplexity?: number;
  /** The best look so far is this one. */
  readonly best?: boolean;
}

/** One dialogue as one seat lived it. */
export type Side = readonly [dialogue: Dialogue, seat: Seat];

export function sides(dialogues: readonly Dialogue[], seats: Seats): Side[] {
  return dialogues.flatMap((dialogue) => seats.map((seat): Side => [dialogue, seat]));
}

/** Lessons whose loss is the mean negative log-likelihood of a word. */
export function likelihood(vocabulary: Vocabulary, batch: readonly Side[], weight = 1): Lesson[] {
  const lessons = batch.map(([dialogue, seat]) => everyWord(streamFrom(viewOf(vocabulary, dialogue, seat))));
  const words = lessons.reduce((sum, { weights }) => sum + weights.reduce((a, b) => a + b, 0), 0);
  return lessons.map((lesson) => ({ ...lesson, weights: lesson.weights.map((w) => (w * weight) / words) }));
}

/** exp of the mean negative log-likelihood of a word or mark, over whole streams. */
export function perplexity(agent: Agent, held: readonly Side[], batch = 32): number {
  let [total, words] = [0, 0];
  for (let at = 0; at < held.length; at += batch) {
    const lessons = likelihood(agent.vocabulary, held.slice(at, at + batch));
    for (const { logProbs } of read(agent, lessons)) {
      for (const logProb of logProbs) {
        if (Number.isNaN(logProb)) continue;
        total -= logProb;
        words++;
      }
    }
  }
  return Math.exp(total / words);
}

const words = ([{ turns }]: Side): number => turns.reduce((sum, { text }) => sum + text.length, 0);

/** Batches of sides of like length, so that little is padded, in random order. */
export function batches(all: readonly Side[], size: number, random: Random): Side[][] {
  const window = size * 16;
  const shuffled = random.shuffle(all);
  const cut: Side[][] = [];
  for (let at = 0; at < shuffled.length; at += window) {
    const alike = shuffled.slice(at, at + window).sort((a, b) => words(a) - words(b));
    for (let i = 0; i < alike.length; i += size) cut.push(alike.slice(i, i + size));
  }
  return random.shuffle(cut);
}

/** Rises over the warm-up, then falls in a line to a tenth. */
export function learningRateAt(step: number, { learningRate, warmup, steps }: PretrainOptions): number {
  return learningRate * Math.min(1, step / warmup) * (1 - (0.9 * step) / steps);
}

export interface PretrainData {
  readonly train: readonly Side[];
  readonly validation: readonly Side[];
}

/** Yields after every update; the caller keeps the parameters of the best look. `from` resumes behind a step. */
export async function* pretrain(
  learner: Learner,
  { train, validation }: PretrainData,
  options: PretrainOptions,
  random: Random,
  from = { step: 0, best: Infinity, looksSinceBest: 0 },
): AsyncGenerator<PretrainStep> {
  let { step, best, looksSinceBest } = from;
  const perEpoch = batches(train, options.batch, random.fork("epoch", 0)).length;
  while (step < options.steps && looksSinceBest < options.patience) {
    const epoch = Math.floor(step / perEpoch);
    for (const batch of batches(train, options.batch, random.fork("epoch", epoch)).slice(step % perEpoch)) {
      step++;
      const learningRate = learningRateAt(step, options);
      const { loss } = learner.update(likelihood(learner.agent.vocabulary, batch), {
        learningRate,
        clip: options.clip,
      });
      if (step % options.every !== 0 && step !== options.steps) {
        yield { step, steps: options.steps, loss };
        continue;
      }
      const found = perplexity(learner.agent, validation);
      looksSinceBest = found < best ? 0 : looksSinceBest + 1;
      yield { step, steps: options.steps, loss, perplexity: found, best: found < best };
      best = Math.min(best, found);
      if (step >= options.steps || looksSinceBest >= options.patience) return;
    }
  }
}
