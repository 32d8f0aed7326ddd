/**
 * Maximum likelihood on the corpus: every word of every turn, from both seats' points of view, until held-out dialogues are
 * predicted no better. What comes out is the reference: frozen, it is what reinforcement is measured against.
 */
import { setImmediate } from "node:timers/promises";
import type { Agent } from "../agent/agent.ts";
import { everyWord, type Lesson } from "../agent/lesson.ts";
import { type Stream, streamFrom } from "../agent/stream.ts";
import { type Place, viewOf } from "../agent/view.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Seat, Seats } from "../dialogue/seat.ts";
import type { Random } from "../rng.ts";
import { rarestRepeated, withoutWord } from "../text/hidden-word.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { type Crew, inThisThread } from "./crew/crew.ts";
import type { Learner } from "./learner.ts";
import { type LearningRate, learningRateAt } from "./learning-rate.ts";
import { oneAhead } from "./one-ahead.ts";

export interface PretrainOptions extends LearningRate {
  /** Dialogue sides in an update. */
  readonly batch: number;
  readonly clip: number;
  /** Share of the words heard that are learnt from, beside all that were said. */
  readonly heardShare: number;
  /** Share of the dialogues in which a word is learnt as one never met. */
  readonly unknownShare: number;
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

export interface LikelihoodOptions {
  readonly vocabulary: Vocabulary;
  readonly heardShare: number;
  /** Share of the sides whose rarest repeated word is hidden in a slot; none by default. */
  readonly unknownShare?: number;
  /** Draws which of the words heard count, and which sides hide one. */
  readonly random: Random;
  /** Of the whole loss. */
  readonly weight?: number;
}

/**
 * Lessons whose loss is the mean negative log-likelihood of the words that count. What was heard is somebody else's to say, and
 * from facts that this seat does not know: to expect some of it teaches the language, but what matters is said.
 */
export function likelihood(
  batch: readonly Side[],
  { vocabulary, heardShare, unknownShare = 0, random, weight = 1 }: LikelihoodOptions,
): Lesson[] {
  const lessons = batch.map(([dialogue, seat]): Lesson => {
    // A word of the vocabulary is learnt as itself, and never as one that has to be pointed at: now and then it has to be.
    const hidden = random.next() < unknownShare ? rarestRepeated(vocabulary, dialogue, seat) : undefined;
    const view = viewOf(hidden === undefined ? vocabulary : withoutWord(vocabulary, hidden), dialogue, seat);
    const weightOf = ({ target, own }: Place): number =>
      target !== undefined && (own || random.next() < heardShare) ? 1 : 0;
    return { stream: streamFrom(view), asPolicy: false, weights: Float32Array.from(view.places, weightOf) };
  });
  const total = lessons.reduce((sum, { weights }) => sum + weights.reduce((a, b) => a + b, 0), 0);
  return lessons.map((lesson) => ({ ...lesson, weights: lesson.weights.map((each) => (each * weight) / total) }));
}

/** exp of the mean negative log-likelihood of a word or mark, over whole streams. */
export function perplexity(agent: Agent, held: readonly Side[], crew?: Crew): Promise<number> {
  return streamPerplexity(agent, streamsOf(agent.vocabulary, held), crew);
}

const streamsOf = (vocabulary: Vocabulary, held: readonly Side[]): Stream[] =>
  held.map(([dialogue, seat]) => streamFrom(viewOf(vocabulary, dialogue, seat)));

async function streamPerplexity(agent: Agent, streams: readonly Stream[], crew = inThisThread): Promise<number> {
  let [total, words] = [0, 0];
  for (const { logProbs } of await crew.read(
    agent,
    streams.map((stream) => everyWord(stream)),
  )) {
    for (const logProb of logProbs) {
      if (Number.isNaN(logProb)) continue;
      total -= logProb;
      words++;
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

export interface PretrainData {
  readonly train: readonly Side[];
  readonly validation: readonly Side[];
}

/** What the updates behind `step` learn from, epoch after epoch. */
async function* lessonsBehind(
  step: number,
  train: readonly Side[],
  { batch: size, random, ...lessons }: { batch: number } & LikelihoodOptions,
): AsyncGenerator<Lesson[]> {
  const epochBatches = (epoch: number): Side[][] => batches(train, size, random.fork("epoch", epoch));
  const perEpoch = epochBatches(0).length;
  let next = step;
  let done = step % perEpoch;
  for (let epoch = Math.floor(step / perEpoch); ; epoch++) {
    for (const batch of epochBatches(epoch).slice(done)) {
      // Other threads are not kept waiting for their next job.
      await setImmediate();
      yield likelihood(batch, { ...lessons, random: random.fork("heard", next++) });
    }
    done = 0;
  }
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
  const { agent, crew } = learner;
  const { vocabulary } = agent;
  const { batch, clip, steps, heardShare, unknownShare } = options;
  if (step >= steps || looksSinceBest >= options.patience) return;
  const held = streamsOf(vocabulary, validation);
  const behind = lessonsBehind(step, train, { batch, vocabulary, heardShare, unknownShare, random });
  for await (const lessons of oneAhead(behind)) {
    step++;
    const { loss } = await learner.update(lessons, { learningRate: learningRateAt(step, options), clip });
    if (step % options.every !== 0 && step !== steps) {
      yield { step, steps, loss };
      continue;
    }
    const found = await streamPerplexity(agent, held, crew);
    looksSinceBest = found < best ? 0 : looksSinceBest + 1;
    yield { step, steps, loss, perplexity: found, best: found < best };
    best = Math.min(best, found);
    if (step >= steps || looksSinceBest >= options.patience) return;
  }
}
