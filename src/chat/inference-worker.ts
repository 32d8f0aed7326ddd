import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { randomFrom } from "../rng.ts";
import type { Corpus } from "../text/corpus.ts";
import { loadCorpus } from "../text/load-corpus.ts";
import type { Scene } from "../dialogue/scene.ts";
import { engineNames, startEngine } from "../agent/engine.ts";
import { Answering } from "./answering.ts";
import type { FromWorker, ToWorker } from "./inference-messages.ts";

/** The thread in which agents speak: the server's own thread stays free to move messages. */
const settings = z.strictObject({ corpus: z.string(), engine: z.enum(["auto", ...engineNames]) }).parse(workerData);

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/** A scene that no agent was trained on. */
function newScene({ world, dialogues }: Corpus, seed: string): Scene {
  const random = randomFrom(0, "chat", seed);
  if (world) return world.newScene(seed, () => random.next());
  return random.pick(dialogues.filter(({ split }) => split === "test")).scene;
}

const corpus = await loadCorpus(settings.corpus);
const answering = new Answering(corpus, post);

await startEngine(settings.engine);
parentPort?.on("message", (message: ToWorker) => {
  if (message.kind === "scene") post({ kind: "scene", id: message.id, scene: newScene(corpus, message.seed) });
  else void answering.add(message.id, message.request);
});

const { name, seats, opens, person } = corpus;
post({ kind: "setting", setting: { corpus: name, seats, opens, person } });
