import type { Worker } from "node:worker_threads";
import type { EngineName } from "../agent/engine.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { SaidWord } from "../store/columns.ts";
import { ServerError } from "../errors.ts";
import { startWorker } from "../spawn.ts";
import type { Answered, AnswerRequest, FromWorker, Setting, ToWorker } from "./inference-messages.ts";

interface Pending {
  readonly onWord: (word: SaidWord) => void;
  readonly onScene: (scene: Scene) => void;
  readonly onAnswered: (answered: Answered) => void;
  readonly onFailed: (error: Error) => void;
}

const ignore = (): void => {};

/** The server's end of the inference worker: asks, and hears word by word. */
export class Inference {
  readonly setting: Promise<Setting>;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #end: Error | undefined;

  /** `corpus` is the name or the path of the corpus that the agents talk in. */
  constructor(corpus: string, engine: EngineName | "auto") {
    this.#worker = startWorker(import.meta.url, "./inference-worker", { workerData: { corpus, engine } });
    this.setting = new Promise((resolve, reject) => {
      this.#worker.on("message", (message: FromWorker) => {
        if (message.kind === "setting") resolve(message.setting);
        else this.#hear(message);
      });
      const stop = (error: Error): void => {
        reject(error);
        this.#stop(error);
      };
      this.#worker.on("error", (error) => stop(new ServerError(error.message, { cause: error })));
      this.#worker.on("exit", () =>
        stop(new ServerError("the thread in which agents speak has ended; start the server again")),
      );
    });
    // Whoever awaits it hears of a failure; if nobody does, it must not end the process.
    this.setting.catch(ignore);
  }

  newScene(seed: string): Promise<Scene> {
    return new Promise((onScene, onFailed) => {
      this.#ask((id) => ({ kind: "scene", id, seed }), { onScene, onFailed, onWord: ignore, onAnswered: ignore });
    });
  }

  answer(request: AnswerRequest, onWord: (word: SaidWord) => void): Promise<Answered> {
    return new Promise((onAnswered, onFailed) => {
      this.#ask((id) => ({ kind: "answer", id, request }), { onAnswered, onFailed, onWord, onScene: ignore });
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(message: (id: number) => ToWorker, pending: Pending): void {
    if (this.#end) {
      pending.onFailed(this.#end);
      return;
    }
    const id = ++this.#lastId;
    this.#pending.set(id, pending);
    this.#worker.postMessage(message(id));
  }

  #hear(message: Exclude<FromWorker, { kind: "setting" }>): void {
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.kind === "word") {
      pending.onWord(message.word);
      return;
    }
    this.#pending.delete(message.id);
    if (message.kind === "scene") pending.onScene(message.scene);
    else if (message.kind === "answered") pending.onAnswered(message.answered);
    else pending.onFailed(new Error(message.message));
  }

  #stop(error: Error): void {
    this.#end ??= error;
    for (const { onFailed } of this.#pending.values()) onFailed(error);
    this.#pending.clear();
  }
}
