import v8 from "node:v8";
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
import { work } from "./work.ts";

interface Task {
  readonly job: Job<Agent>;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Member {
  readonly worker: Worker;
  /** The first is under way, the next one lies ready: this thread cannot hand it over while it works itself. */
  readonly tasks: Task[];
  tensors: number;
}

/** At most. */
const jobsOfWorker = 2;

export interface PoolOptions {
  readonly engine: EngineName;
  readonly threads: number;
  readonly corpus: Pick<Corpus, "world" | "worldFile">;
}

/** What a worker makes is short-lived: Node's usual 48 MB for that would only be more memory in use. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

/**
 * Nor does this thread need more for it than it has by now, some 20 MB; V8 14 would let it grow to 64. There is no such limit for a
 * process that runs already, but V8 reads the factor by which it grows anew each time.
 */
const keepYoungGeneration = (): void => v8.setFlagsFromString("--semi-space-growth-factor=1");

/** This thread, and as many workers as are wanted beside it, ready to work. */
export async function startPool({ engine, threads, corpus: { world, worldFile } }: PoolOptions): Promise<Pool> {
  if (world !== undefined && worldFile === undefined)
    throw new TrainingError("the corpus' world lies in no file, so worker threads can't load it; use --threads 1");
  keepYoungGeneration();
  const workerData: WorkerStart = { engine, ...(worldFile !== undefined && { worldFile }) };
  const workers = Array.from({ length: threads - 1 }, () =>
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

/**
 * Hands in this thread and in others: a worker for this one's share would be one more heap and one more copy of every agent.
 * One that fails ends them all: an update of which a part is missing is none.
 */
export class Pool implements Hands {
  readonly #members: readonly Member[];
  /** What this thread works at. */
  #own: Task | undefined;
  readonly #queue: Task[] = [];
  readonly #publisher = new Publisher((vocabulary, id) => {
    const { words, fields } = vocabulary;
    for (const member of this.#members) post(member, { vocabulary: { id, words, fields } });
  });
  /** Why it works no longer. */
  #end: Error | undefined;

  constructor(workers: readonly Worker[]) {
    this.#members = workers.map((worker) => {
      const member: Member = { worker, tasks: [], tensors: 0 };
      worker.on("message", (report: Report) => this.#hear(member, report));
      worker.on("error", (error: Error) => this.#fail(`a worker thread failed: ${error.message}`, error));
      worker.on("exit", (code) => this.#fail(`a worker thread ended with code ${code}`));
      // An idle thread keeps no process alive.
      worker.unref();
      return member;
    });
  }

  get count(): number {
    return this.#members.length + 1;
  }

  get room(): number {
    return this.#members.length * jobsOfWorker + 1;
  }

  /** How many tensors live in each other thread since its last job. */
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
    this.#handOut(1);
    this.#take();
    this.#handOut(jobsOfWorker);
  }

  /** So that each worker has `count` jobs, as long as there are some. */
  #handOut(count: number): void {
    for (const member of this.#members) {
      if (member.tasks.length >= count) continue;
      const task = this.#queue.shift();
      if (task === undefined) return;
      member.tasks.push(task);
      member.worker.ref();
      const job = withAgents(withoutWorld(task.job), (agent) => this.#publisher.card(agent));
      const inWorld = task.job.kind === "play" && task.job.match.stage.world !== undefined;
      post(member, { job, inWorld });
    }
  }

  #take(): void {
    if (this.#own !== undefined) return;
    const task = this.#queue.shift();
    if (task === undefined) return;
    this.#own = task;
    // Not at once: the others shall have their jobs before this thread is busy, and be heard before it takes another one.
    setImmediate(() => void this.#work(task));
  }

  async #work(task: Task): Promise<void> {
    if (this.#own !== task) return;
    try {
      const answer = await work(task.job);
      if (this.#own !== task) return;
      this.#own = undefined;
      task.resolve(answer);
      this.#assign();
    } catch (cause) {
      this.#failAt(task.job, cause);
    }
  }

  #hear(member: Member, report: Report): void {
    const [task] = member.tasks;
    if (task === undefined || "ready" in report) return;
    if ("error" in report) return this.#failAt(task.job, report.error);
    member.tasks.shift();
    member.tensors = report.tensors;
    if (member.tasks.length === 0) member.worker.unref();
    task.resolve(withScenes(report.answer, task.job));
    this.#assign();
  }

  #failAt({ kind }: Job<Agent>, cause: unknown): void {
    const doing = { play: "held dialogues", learn: "computed gradients", read: "read dialogues" }[kind];
    const error = cause instanceof Error ? cause : new Error(String(cause));
    this.#fail(`a thread failed while it ${doing}: ${error.message}`, error);
  }

  #fail(message: string, cause?: Error): void {
    this.#stop(new TrainingError(message, { cause }));
    for (const { worker } of this.#members) void worker.terminate();
  }

  /** Whoever waits is told the first reason. */
  #stop(error: Error): void {
    this.#end ??= error;
    const given = this.#members.flatMap(({ tasks }) => tasks.splice(0));
    const tasks = [...given, ...(this.#own ? [this.#own] : []), ...this.#queue.splice(0)];
    this.#own = undefined;
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
