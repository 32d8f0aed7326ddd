/**
 * How fast this machine trains, by the very functions that training calls: a supervised update, dialogues between two agents,
 * a policy-gradient update on them, and their reading by the reference.
 */
import { type Agent, newAgent } from "../../agent/agent.ts";
import { type Lesson, sampledWords } from "../../agent/lesson.ts";
import { isSampled, type Stream } from "../../agent/stream.ts";
import { dispose } from "../../nn/tensor.ts";
import { type Random, randomFrom } from "../../rng.ts";
import { quantile } from "../bootstrap.ts";
import type { Crew } from "../crew/crew.ts";
import { Learner, type UpdateOptions } from "../learner.ts";
import type { Played } from "../match.ts";
import { likelihood, sides } from "../pretrain.ts";
import { groupMatches } from "../rollout.ts";
import { talkative } from "./talkative.ts";
import { newWork, type Sizes, type Work } from "./work.ts";

/** Milliseconds, each the median of some runs, once the work has gone on for some time. */
export interface Speed {
  /** An update that raises the likelihood of every word of B streams. */
  readonly train: number;
  /** B dialogues. */
  readonly rollout: number;
  /** A policy-gradient update on how one agent lived B dialogues. */
  readonly learn: number;
  /** What a frozen agent would have given the words that one agent sampled in B dialogues. */
  readonly read: number;
}

export interface SpeedOptions {
  readonly crew: Crew;
  readonly runs: number;
  /**
   * Seconds of work before each median that do not count, one run at least: training goes on for long, and what is compiled while it
   * runs is slow at first.
   */
  readonly warmUp: number;
}

const step: UpdateOptions = { learningRate: 1e-3, clip: 1 };

export async function measureSpeed(sizes: Sizes, options: SpeedOptions): Promise<Speed> {
  const { crew } = options;
  const random = randomFrom(1, "speed");
  const work = newWork(sizes, random);
  const beginner = newAgent({ ...work, name: "learner", hidden: sizes.hidden, layers: 1, random });
  const [alice, bob] = [talkative(beginner, "alice"), talkative(beginner, "bob")] as const;
  const firstSides = sides(work.dialogues, work.seats).filter(([, seat]) => seat === work.seats[0]);
  const lessons = likelihood(firstSides, { vocabulary: work.vocabulary, heardShare: 1, random });
  const train = await learning(beginner, lessons, options);
  const rollout = await median(
    options,
    () => talk(alice, bob, work, crew),
    () => replaceParameters(alice),
  );
  const streams = (await talk(alice, bob, work, crew)).flatMap(({ stream }) => stream ?? []);
  const policy = streams.map((stream) => withAdvantages(stream, random));
  const learn = await learning(alice, policy, options);
  const read = await median(options, () => crew.read(bob, streams.map(sampledWords)));
  bob.dispose();
  return { train, rollout, learn, read };
}

/** Milliseconds of an update of the agent, who is disposed of after the last one. */
async function learning(agent: Agent, lessons: readonly Lesson[], options: SpeedOptions): Promise<number> {
  const learner = new Learner(agent, options);
  const time = await median(options, () => learner.update(lessons, step));
  learner.dispose();
  return time;
}

/** Every dialogue between the two, each of whom opens half of them. */
async function talk(speaker: Agent, partner: Agent, { sizes, seats, scenes }: Work, crew: Crew): Promise<Played[]> {
  const stage = { seats, opens: seats[0], maxTurns: sizes.turns, maxWords: sizes.words };
  const options = { stage, rollouts: 1, partner: () => partner, random: randomFrom(1, "rollouts") };
  const playing = groupMatches(speaker, scenes, options).map(({ match }) => crew.play(match));
  const played = (await Promise.all(playing)).flat();
  for (const { dialogue } of played) {
    const words = dialogue.turns.reduce((sum, { text }) => sum + text.split(" ").length, 0);
    if (words !== sizes.turns * sizes.words)
      throw new RangeError(`speed: found a dialogue of ${words} words, expected ${sizes.turns} times ${sizes.words}`);
  }
  return played;
}

/** Other tensors, equal values: whoever prepared something for the old ones has to do so again, as after an update. */
function replaceParameters(agent: Agent): void {
  const { parameters: old } = agent;
  agent.parameters = agent.copy(agent.name).parameters;
  dispose(Object.values(old));
}

/** The words that were sampled, each with an advantage and the entropy's weight. */
function withAdvantages(stream: Stream, random: Random): Lesson {
  const sampled = Float32Array.from(stream.targets, (_, t) => (isSampled(stream, t) ? 1 : 0));
  const count = sampled.reduce((a, b) => a + b, 0);
  const weights = sampled.map((one) => (one * (2 * random.next() - 1)) / count);
  return { stream, asPolicy: true, weights, entropyWeights: sampled.map((one) => (0.01 * one) / count) };
}

/** Milliseconds of `work`, each time behind `prepare`, which takes no time. */
async function median(
  { runs, warmUp }: SpeedOptions,
  work: () => Promise<unknown>,
  prepare = (): void => {},
): Promise<number> {
  const milliseconds = async (): Promise<number> => {
    prepare();
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  for (let warm = 0; warm === 0 || warm < 1000 * warmUp;) warm += await milliseconds();
  const times: number[] = [];
  while (times.length < runs) times.push(await milliseconds());
  return quantile(
    times.sort((a, b) => a - b),
    0.5,
  );
}
