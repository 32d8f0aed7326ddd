import type { Agent } from "../../agent/agent.ts";
import { writeFlat } from "../../agent/flat-parameters.ts";
import { lessonGradients, read } from "../../agent/lesson.ts";
import { dispose } from "../../nn/tensor.ts";
import { play } from "../match.ts";
import type { Answer, Hands, Job, Shard } from "./job.ts";

/** Does a job on this thread's engine. */
export async function work(job: Job<Agent>): Promise<Answer> {
  if (job.kind === "play") return { kind: "play", played: await play(job.match) };
  if (job.kind === "learn") return learn(job.agent, job.shard);
  return { kind: "read", readings: read(job.agent, job.lessons) };
}

function learn(agent: Agent, { lessons, into }: Shard): Answer {
  // It will have other weights before it speaks again.
  agent.fallSilent();
  const { loss, gradients } = lessonGradients(agent, lessons);
  const learnt = writeFlat(gradients, agent.shape, into);
  dispose(Object.values(gradients));
  return { kind: "learn", loss, learnt };
}

/** This thread's own hands. */
export const own: Hands = { count: 1, room: 1, do: work, close: () => Promise.resolve() };
