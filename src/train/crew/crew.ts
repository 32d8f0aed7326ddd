/**
 * Who computes for training: dialogues, gradients and readings are divided into jobs, which hands do, in this thread or in
 * several. What comes out is the same, to the bit, whoever does them.
 */
import { availableParallelism } from "node:os";
import { at } from "../../at.ts";
import { Agent } from "../../agent/agent.ts";
import { parameterCount, readFlatSum } from "../../agent/flat-parameters.ts";
import type { Lesson, LessonGradients, Reading } from "../../agent/lesson.ts";
import type { EngineName } from "../../agent/engine.ts";
import type { Corpus } from "../../text/corpus.ts";
import { type Match, type Played, play } from "../match.ts";
import type { Answer, Hands, Job } from "./job.ts";
import { startPool } from "./pool.ts";
import { learningShards, readingShards } from "./shards.ts";
import { own } from "./work.ts";

export class Crew {
  readonly #hands: Hands;
  /** Gradients as flat parameters, shared with the hands: lent to one update at a time. */
  #slots: Float32Array[] = [];

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  /** How many jobs go on at once. */
  get size(): number {
    return this.#hands.count;
  }

  /** How many matches to begin at once, so that no thread waits for the next one. */
  get room(): number {
    return this.#hands.room;
  }

  async play(match: Match): Promise<readonly Played[]> {
    // Only agents can go to another thread.
    if (!isOfAgents(match)) return play(match);
    return (await this.#do("play", { kind: "play", match })).played;
  }

  /** What the agent would have given each place of the lessons, in their order. */
  async read(agent: Agent, lessons: readonly Lesson[]): Promise<Reading[]> {
    const readings: Reading[] = [];
    const read = async (places: readonly number[]): Promise<void> => {
      const some = places.map((place) => at(lessons, place));
      const answer = await this.#do("read", { kind: "read", agent, lessons: some });
      places.forEach((place, i) => (readings[place] = at(answer.readings, i)));
    };
    await Promise.all(readingShards(lessons).map(read));
    return readings;
  }

  /** The loss over all lessons, and its gradient; the caller disposes of the gradient. */
  async gradients(agent: Agent, lessons: readonly Lesson[]): Promise<LessonGradients> {
    const shards = learningShards(lessons);
    const slots = this.#lend(shards.length, parameterCount(agent.shape));
    const learn = (lessons: readonly Lesson[], i: number): Promise<Answer & { kind: "learn" }> =>
      this.#do("learn", { kind: "learn", agent, shard: { lessons, into: at(slots, i) } });
    const answers = await Promise.all(shards.map(learn));
    const [first] = answers;
    if (first === undefined) throw new RangeError("gradients: no lessons");
    const gradients = readFlatSum(slots, agent.shape, first.learnt);
    this.#slots.push(...slots);
    return { loss: answers.reduce((total, { loss }) => total + loss, 0), gradients };
  }

  /** Ends the threads. */
  close(): Promise<void> {
    return this.#hands.close();
  }

  async #do<Kind extends Answer["kind"]>(kind: Kind, job: Job<Agent>): Promise<Extract<Answer, { kind: Kind }>> {
    const answer = await this.#hands.do(job);
    if (!isOf(answer, kind)) throw new TypeError(`crew: found the answer to "${answer.kind}", expected "${kind}"`);
    return answer;
  }

  #lend(count: number, length: number): Float32Array[] {
    const kept = this.#slots.filter((slot) => slot.length === length);
    this.#slots = kept.slice(count);
    const made = (): Float32Array => new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));
    return Array.from({ length: count }, (_, i) => kept[i] ?? made());
  }
}

const isOf = <Kind extends Answer["kind"]>(answer: Answer, kind: Kind): answer is Extract<Answer, { kind: Kind }> =>
  answer.kind === kind;

function isOfAgents(match: Match): match is Match<Agent> {
  return match.speaker instanceof Agent && match.partner instanceof Agent;
}

/** For whoever starts no threads. */
export const inThisThread = new Crew(own);

export interface CrewOptions {
  /** The one that runs in this thread. */
  readonly engine: EngineName;
  /** 1 works in this thread. */
  readonly threads?: number | undefined;
  /** Whose world the dialogues are held in. */
  readonly corpus: Pick<Corpus, "world" | "worldFile">;
}

/** More threads than this have nothing to do: an update has as many parts. */
const mostThreads = 4;

/** Throws TrainingError where a thread does not start. */
export async function startCrew({ engine, threads = threadsFor(engine), corpus }: CrewOptions): Promise<Crew> {
  return threads === 1 ? inThisThread : new Crew(await startPool({ engine, threads, corpus }));
}

/** One a core; the native library has threads of its own. */
function threadsFor(engine: EngineName): number {
  return engine === "tensorflow" ? 1 : Math.min(mostThreads, availableParallelism());
}
