import { newAgent } from "../agent/agent.ts";
import { loadCheckpoint, saveCheckpoint } from "../agent/checkpoint.ts";
import { sizes } from "../agent/shape.ts";
import type { Config } from "../config.ts";
import { TrainingError } from "../errors.ts";
import { randomFrom } from "../rng.ts";
import type { Corpus } from "../text/corpus.ts";
import { buildVocabulary } from "../text/vocabulary.ts";
import type { Crew } from "./crew/crew.ts";
import { dialoguesOf } from "./human-text.ts";
import { Learner } from "./learner.ts";
import { batches, pretrain, type PretrainOptions, sides } from "./pretrain.ts";
import type { Run } from "./run.ts";
import { timeLeft } from "./time-left.ts";
import type { TrainingEvent } from "./training-event.ts";
import { pretrainProgress, type PretrainProgress, progressIn } from "./training-state.ts";

/** Held-out dialogues that decide when to stop; more would not move the decision. */
const validationDialogues = 150;

const start: PretrainProgress = { stage: "pretrain", step: 0, best: null, looksSinceBest: 0, done: false, seconds: 0 };

export interface PretrainStage {
  readonly run: Run;
  readonly corpus: Corpus;
  readonly config: Config;
  readonly resume: boolean;
  readonly signal: AbortSignal;
  readonly crew: Crew;
}

/** Updates between two looks at held-out dialogues, however few a pass has. */
const leastBetweenLooks = 20;

/** An agent that has learnt nothing yet, for this corpus. */
export function beginner({ corpus, config, crew }: Pick<PretrainStage, "corpus" | "config" | "crew">): Learner {
  const { size, layers, vocabulary: limit, minCount, temperature } = config.agent;
  const vocabulary = buildVocabulary(corpus.dialogues, { limit, minCount });
  const random = randomFrom(config.seed, "agent");
  const shape = { hidden: sizes[size], layers, temperature };
  return new Learner(newAgent({ name: "reference", vocabulary, ...shape, random }), { crew });
}

async function resumed({ run, crew }: PretrainStage): Promise<{ learner: Learner; progress: PretrainProgress }> {
  const { agent, optimizer, state } = await loadCheckpoint(run.training);
  if (optimizer === undefined)
    throw new TrainingError(`${run.training}: no optimiser state to resume from; train again`);
  return {
    learner: new Learner(agent, { optimizer, crew }),
    progress: progressIn(run.training, state, pretrainProgress),
  };
}

/**
 * Learns from the corpus until held-out dialogues are predicted no better; leaves the best agent as the run's reference. When
 * `signal` aborts it saves where it stands and ends; resumed, it goes on as if it had never stopped.
 */
export async function* pretrainStage(stage: PretrainStage): AsyncGenerator<TrainingEvent> {
  const { run, corpus, config, resume, signal } = stage;
  const { learner, progress } = resume ? await resumed(stage) : { learner: beginner(stage), progress: start };
  const data = {
    train: sides(dialoguesOf(corpus, "train"), corpus.seats),
    validation: sides(dialoguesOf(corpus, "validation").slice(0, validationDialogues), corpus.seats),
  };
  const random = randomFrom(config.seed, "pretrain");
  const perEpoch = batches(data.train, config.pretrain.batch, random).length;
  const options: PretrainOptions = {
    ...config.pretrain,
    steps: Math.min(config.pretrain.steps, Math.ceil(config.pretrain.epochs * perEpoch)),
    // A small corpus is soon learnt by heart: it is looked at every pass, unless that is over in no time.
    every: Math.min(config.pretrain.every, Math.max(leastBetweenLooks, perEpoch)),
  };
  const left = timeLeft();
  const clock = performance.now();
  let { best, looksSinceBest } = progress;
  const save = (step: number, done = false): Promise<void> => {
    const seconds = progress.seconds + (performance.now() - clock) / 1000;
    const state: PretrainProgress = { stage: "pretrain", step, best, looksSinceBest, done, seconds };
    return saveCheckpoint(run.training, { agent: learner.agent, optimizer: learner.optimizer, state });
  };
  const from = { step: progress.step, best: best ?? Infinity, looksSinceBest };
  let last = progress.step;
  for await (const now of pretrain(learner, data, options, random, from)) {
    if (now.perplexity !== undefined) {
      looksSinceBest = now.best === true ? 0 : looksSinceBest + 1;
      if (now.best === true) {
        best = now.perplexity;
        await saveCheckpoint(run.reference, { agent: learner.agent });
      }
      await save(now.step);
    }
    const { step, steps } = now;
    last = step;
    const perplexity = now.perplexity === undefined ? {} : { perplexity: now.perplexity };
    yield { stage: "pretrain", step, steps, secondsLeft: left(step, steps), ...perplexity };
    if (signal.aborted) {
      await save(step);
      return;
    }
  }
  await save(last, true);
  learner.dispose();
}
