import type { Worker } from "node:worker_threads";
import type { Agent } from "../../agent/agent.ts";
import type { EngineName } from "../../agent/engine.ts";
import { TrainingError } from "../../errors.ts";
import { startWorker } from "../../spawn.ts";
import type { Corpus } from "../../text/corpus.ts";
import type { Stage } from "../converse.ts";
import { type Answer, type Hands, type Job, withAgents } from "./job.ts";
import type { Order, Report, WorkerStart } from "./messages.ts";
import { Publisher } from "./publisher.ts";

interface Task {
  readonly job: Job<Agent>;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Member {
  readonly worker: Worker;
  task?: Task | undefined;
  tensors: number;
}

export interface PoolOptions {
  readonly engine: EngineName;
  readonly threads: number;
  readonly corpus: Pick<Corpus, "world" | "worldFile">;
}

/** What a worker makes is short-lived: Node's usual 48 MB for that would only be more memory in use. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

/** Worker threads that are ready to work. */
export async function startPool({ engine, threads, corpus: { world, worldFile } }: PoolOptions): Promise<Pool> {
  if (world !== undefined && worldFile === undefined)
    throw new TrainingError("the corpus' world lies in no file, so worker threads can't load it; use --threads 1");
  const workerData: WorkerStart = { engine, ...(worldFile !== undefined && { worldFile }) };
  const workers = Array.from({ length: threads }, () =>
    startWorker(import.meta.url, "./worker", { workerData, resourceLimits }),
  );
  try {
    await Promise.all(workers.map(ready));
  } catch (error) {
    await Promise.all(workers.map((worker) => worker.terminate()));
    throw error;
  }
  return new Pool(workers);
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: Error): void =>
      reject(new TrainingError(`a worker thread did not start: ${why}`, { cause }));
    worker.once("message", () => {
      // Not all of them at once: Node has some of its own.
      worker.removeAllListeners("error").removeAllListeners("exit");
      resolve();
    });
    worker.once("error", (error: Error) => fail(error.message, error));
    worker.once("exit", (code) => fail(`it ended with code ${code}`));
  });
}

/** Hands in other threads. One that fails ends them all: an update of which a part is missing is none. */
export class Pool implements Hands {
  readonly #members: readonly Member[];
  readonly #queue: Task[] = [];
  readonly #publisher = new Publisher((vocabulary, id) => {
    const { words, fields } = vocabulary;
    for (const member of this.#members) post(member, { vocabulary: { id, words, fields } });
  });
  /** Why it works no longer. */
  #end: Error | undefined;

  constructor(workers: readonly Worker[]) {
    this.#members = workers.map((worker) => {
      const member: Member = { worker, tensors: 0 };
      worker.on("message", (report: Report) => this.#hear(member, report));
      worker.on("error", (error: Error) => this.#fail(`a worker thread failed: ${error.message}`, error));
      worker.on("exit", (code) => this.#fail(`a worker thread ended with code ${code}`));
      // An idle thread keeps no process alive.
      worker.unref();
      return member;
    });
  }

  get count(): number {
    return this.#members.length;
  }

  /** How many tensors live in each thread since its last job. */
  get tensors(): readonly number[] {
    return this.#members.map(({ tensors }) => tensors);
  }

  do(job: Job<Agent>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.#assign();
    });
  }

  async close(): Promise<void> {
    this.#stop(new TrainingError("the worker threads have ended"));
    await Promise.all(this.#members.map(({ worker }) => worker.terminate()));
  }

  #assign(): void {
    if (this.#end !== undefined) return this.#stop(this.#end);
    for (const member of this.#members) {
      if (member.task !== undefined) continue;
      const task = this.#queue.shift();
      if (task === undefined) return;
      member.task = task;
      member.worker.ref();
      const job = withAgents(withoutWorld(task.job), (agent) => this.#publisher.card(agent));
      const inWorld = task.job.kind === "play" && task.job.match.stage.world !== undefined;
      post(member, { job, inWorld });
    }
  }

  #hear(member: Member, report: Report): void {
    const { task } = member;
    if (task === undefined || "ready" in report) return;
    if ("error" in report) {
      const doing = { play: "held dialogues", learn: "computed gradients", read: "read dialogues" }[task.job.kind];
      return this.#fail(`a worker thread failed while it ${doing}: ${report.error.message}`, report.error);
    }
    member.task = undefined;
    member.tensors = report.tensors;
    member.worker.unref();
    task.resolve(withScenes(report.answer, task.job));
    this.#assign();
  }

  #fail(message: string, cause?: Error): void {
    this.#stop(new TrainingError(message, { cause }));
    for (const { worker } of this.#members) void worker.terminate();
  }

  /** Whoever waits is told the first reason. */
  #stop(error: Error): void {
    this.#end ??= error;
    const tasks = [...this.#members.flatMap(({ task }) => task ?? []), ...this.#queue.splice(0)];
    for (const member of this.#members) member.task = undefined;
    for (const task of tasks) task.reject(this.#end);
  }
}

function post({ worker }: Member, order: Order): void {
  worker.postMessage(order);
}

/** Of a stage, what can be posted: the workers have the world. */
function withoutWorld(job: Job<Agent>): Job<Agent> {
  if (job.kind !== "play") return job;
  const { seats, opens, maxTurns, maxWords } = job.match.stage;
  const stage: Stage = { seats, opens, maxTurns, maxWords };
  return { ...job, match: { ...job.match, stage } };
}

/** The dialogues of a match in the very scenes that it was given. */
function withScenes(answer: Answer, job: Job<Agent>): Answer {
  if (answer.kind !== "play" || job.kind !== "play") return answer;
  const { scenes } = job.match;
  const played = answer.played.map((each, row) => {
    const { dialogue } = each;
    return { ...each, dialogue: { ...dialogue, scene: scenes[row] ?? dialogue.scene } };
  });
  return { kind: "play", played };
}
