import type { Agent } from "../../agent/agent.ts";
import type { Lesson, Reading } from "../../agent/lesson.ts";
import type { ParameterName } from "../../agent/parameters.ts";
import type { Match, Played } from "../match.ts";

/** A piece of work that one thread does. Plain data but for `Who`: an agent, or what stands for it on the way to another thread. */
export type Job<Who> =
  | { readonly kind: "play"; readonly match: Match<Who> }
  | { readonly kind: "learn"; readonly agent: Who; readonly shard: Shard }
  | { readonly kind: "read"; readonly agent: Who; readonly lessons: readonly Lesson[] };

/** A part of an update's lessons. */
export interface Shard {
  readonly lessons: readonly Lesson[];
  /** Where the gradients go, as flat parameters. */
  readonly into: Float32Array;
}

export type Answer =
  | { readonly kind: "play"; readonly played: readonly Played[] }
  | { readonly kind: "learn"; readonly loss: number; readonly learnt: readonly ParameterName[] }
  | { readonly kind: "read"; readonly readings: readonly Reading[] };

/** Does jobs: in this thread, or in others. */
export interface Hands {
  /** How many jobs go on at once. */
  readonly count: number;
  /** How many are worth beginning at once, so that nobody waits for the next one. */
  readonly room: number;
  /** Begins the job, or queues it; jobs begin in the order in which they come. */
  do(job: Job<Agent>): Promise<Answer>;
  close(): Promise<void>;
}

/** The same job, for others. */
export function withAgents<From, To>(job: Job<From>, to: (agent: From) => To): Job<To> {
  if (job.kind !== "play") return { ...job, agent: to(job.agent) };
  const { match } = job;
  return { kind: "play", match: { ...match, speaker: to(match.speaker), partner: to(match.partner) } };
}
