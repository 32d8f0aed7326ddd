/**
 * The one dial: from the minutes that training may take, and how fast this machine turns out to be, how many epochs and steps
 * there are. What is timed is done on copies, so that it changes nothing but these numbers.
 */
import { loadAgent } from "../agent/checkpoint.ts";
import type { Config } from "../config.ts";
import { randomFrom } from "../rng.ts";
import type { Crew } from "./crew/crew.ts";
import { Learner } from "./learner.ts";
import { Opponents } from "./opponents.ts";
import { beginner } from "./pretrain-stage.ts";
import { batches, likelihood, sides } from "./pretrain.ts";
import { reinforce } from "./reinforce.ts";
import { firstState } from "./reinforce-state.ts";
import type { Run } from "./run.ts";
import type { TrainingData } from "./training-data.ts";

/** Parts of the time; the rest is for loading. */
const shares = { pretrain: 0.45, reinforce: 0.35, evaluate: 0.15 };

/** An evaluation hears each of two agents in both seats of every scene and of one that people have opened, and reads their dialogues. */
const dialoguesPerScene = 10;

const fewestScenes = 8;

export interface BudgetOptions extends TrainingData {
  readonly run: Run;
  readonly config: Config;
  readonly crew: Crew;
}

/** Seconds that each call of `work` takes, the first one left out: it also prepares the engine. */
async function secondsEach(times: number, work: (time: number) => unknown): Promise<number> {
  await work(0);
  const start = performance.now();
  for (let time = 1; time <= times; time++) await work(time);
  return (performance.now() - start) / 1000 / times;
}

/** Epochs that fit. */
export async function withPretrainBudget({ corpus, config, crew }: BudgetOptions): Promise<Config> {
  if (config.minutes === undefined) return config;
  const train = sides(
    corpus.dialogues.filter(({ split }) => split === "train"),
    corpus.seats,
  );
  const { batch, learningRate, clip, heardShare } = config.pretrain;
  const random = randomFrom(config.seed, "budget");
  const some = batches(train, batch, random);
  const learner = beginner({ corpus, config, crew });
  const { vocabulary } = learner.agent;
  const seconds = await secondsEach(3, (time) =>
    learner.update(likelihood(some[time % some.length] ?? [], { vocabulary, heardShare, random }), {
      learningRate,
      clip,
    }),
  );
  learner.dispose();
  const steps = Math.max(1, Math.floor((config.minutes * 60 * shares.pretrain) / seconds));
  const epochs = Math.min(config.pretrain.epochs, steps / some.length);
  return {
    ...config,
    pretrain: { ...config.pretrain, epochs, every: Math.max(1, Math.min(config.pretrain.every, steps)) },
  };
}

/** Steps that fit, over all seeds and controls, and scenes for the evaluation. */
export async function withReinforceBudget({ run, corpus, rules, config, crew }: BudgetOptions): Promise<Config> {
  if (config.minutes === undefined) return config;
  const reference = await loadAgent(run.reference);
  const learner = new Learner(reference.copy("budget"), { crew });
  const opponents = new Opponents(reference, config.opponents);
  const steps = reinforce(
    { learner, reference, opponents, corpus, rules, settings: config, seed: config.seed },
    firstState(config.reinforce.kl.coefficient),
  );
  const seconds = await secondsEach(1, () => steps.next());
  learner.dispose();
  reference.dispose();
  const learners = config.reinforce.seeds + (config.evaluate.controls ? 2 : 0);
  const fit = Math.max(1, Math.floor((config.minutes * 60 * shares.reinforce) / seconds / learners));
  const perDialogue = seconds / (config.selfPlay.scenes * config.selfPlay.rollouts);
  const scenes = Math.floor((config.minutes * 60 * shares.evaluate) / (perDialogue * dialoguesPerScene * learners));
  return {
    ...config,
    minutes: undefined, // spent: a resumed run has these steps
    reinforce: { ...config.reinforce, steps: Math.min(config.reinforce.steps, fit) },
    evaluate: {
      ...config.evaluate,
      scenes: Math.max(fewestScenes, Math.min(config.evaluate.scenes, scenes)),
      every: Math.max(1, Math.min(config.evaluate.every, fit)),
    },
  };
}
