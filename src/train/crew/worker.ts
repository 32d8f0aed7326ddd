/** A thread that computes for training: it owns an engine, keeps the agents it works with, and knows no dialogue but its jobs'. */
import { parentPort, workerData } from "node:worker_threads";
import { startEngine } from "../../agent/engine.ts";
import type { Scene } from "../../dialogue/scene.ts";
import { tensorMemory } from "../../nn/tensor.ts";
import { loadWorld } from "../../text/code-corpus.ts";
import { marks, vocabulary } from "../../text/vocabulary.ts";
import { Guests } from "./guests.ts";
import { type Answer, type Job, withAgents } from "./job.ts";
import { type Order, type Report, workerStart } from "./messages.ts";
import type { Card } from "./publisher.ts";
import { work } from "./work.ts";

const port = parentPort;
if (port === null) throw new Error("crew/worker: runs as a worker thread only");
const { engine, worldFile } = workerStart.parse(workerData);
const report = (message: Report): void => port.postMessage(message);

await startEngine(engine);
const world = worldFile === undefined ? undefined : await loadWorld(worldFile);
const guests = new Guests();

function withWorld<Who>(job: Job<Who>): Job<Who> {
  if (job.kind !== "play") return job;
  if (world === undefined) throw new Error("the dialogues have a world, but the crew was started for a corpus without");
  const { match } = job;
  return { ...job, match: { ...match, stage: { ...match.stage, world } } };
}

/** Whoever asked for dialogues has their scenes. */
function withoutScenes(answer: Answer): Answer {
  if (answer.kind !== "play") return answer;
  const bare = ({ id }: Scene): Scene => ({ id, facts: new Map(), opening: [] });
  const played = answer.played.map((each) => ({
    ...each,
    dialogue: { ...each.dialogue, scene: bare(each.dialogue.scene) },
  }));
  return { kind: "play", played };
}

async function answer(job: Job<Card>, inWorld: boolean): Promise<void> {
  try {
    const mine = withAgents(inWorld ? withWorld(job) : job, (card) => guests.agent(card));
    report({ answer: withoutScenes(await work(mine)), tensors: tensorMemory().count });
  } catch (cause) {
    report({ error: cause instanceof Error ? cause : new Error(String(cause)) });
  }
}

let before = Promise.resolve();
port.on("message", (order: Order) => {
  if ("job" in order) before = before.then(() => answer(order.job, order.inWorld));
  else
    guests.meet(order.vocabulary.id, vocabulary(order.vocabulary.words.slice(marks.length), order.vocabulary.fields));
});
report({ ready: true });
