/**
 * Which engine computes: `tensorflow` (the native library, where its addon loads), `wasm` (everywhere), `cpu` (plain
 * JavaScript, the last resort). Nothing outside this folder can tell which one runs.
 */
import { createRequire } from "node:module";
import util from "node:util";
import * as tf from "@tensorflow/tfjs";
import { EngineError } from "../errors.ts";
import { valueAndGradients } from "./gradients.ts";
import { loadLibrary } from "./kernels/load-library.ts";
import { gru } from "./ops/gru.ts";

export const engineNames = ["tensorflow", "wasm", "cpu"] as const;
export type EngineName = (typeof engineNames)[number];

/** A recurrent layer over a few words and back, at the default sizes: what training does most, by whatever does it here. */
function stepsPerSecond(milliseconds: number): number {
  const [batch, words, hidden] = [16, 16, 128];
  const inputs = {
    projected: tf.randomNormal([batch, words, 3 * hidden]),
    start: tf.zeros([batch, hidden]),
    recurrent: tf.randomNormal([hidden, 3 * hidden], 0, 0.1),
    bias: tf.zeros([3 * hidden]),
  };
  const mask = tf.ones([batch, words]);
  const step = (): void => {
    const { value, gradients } = valueAndGradients(inputs, (named) => tf.sum(gru({ ...named, mask })));
    value.dataSync(); // engines may compute later than they are told to
    tf.dispose([value, ...Object.values(gradients)]);
  };
  step(); // the first one also compiles
  const start = performance.now();
  let steps = 0;
  while (performance.now() - start < milliseconds) {
    step();
    steps++;
  }
  const perSecond = (steps * 1000) / (performance.now() - start);
  tf.dispose([mask, ...Object.values(inputs)]);
  return perSecond;
}

/** Loads the native addon; says why not where it can't. */
function loadNative(): Error | undefined {
  // The addon still calls what Node 23 removed from `util`.
  const legacy: { isNullOrUndefined?: (value: unknown) => boolean; isArray?: (value: unknown) => boolean } = util;
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
  legacy.isArray ??= Array.isArray;
  // Its library would tell every process which instructions it was built for.
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  try {
    createRequire(import.meta.url)("@tensorflow/tfjs-node");
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}

/** The WebAssembly back end listens for every error of the process, and answers with a page of its own source. */
async function withoutItsListeners<T>(start: () => Promise<T>): Promise<T> {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = new Map(events.map((event) => [event, process.rawListeners(event)]));
  const result = await start();
  for (const event of events) {
    for (const listener of process.rawListeners(event)) {
      if (before.get(event)?.includes(listener) !== true) process.off(event, listener as () => void);
    }
  }
  return result;
}

async function use(name: EngineName): Promise<Error | undefined> {
  if (name === "tensorflow") {
    const problem = loadNative();
    if (problem !== undefined) return problem;
  }
  if (name === "wasm") await import("@tensorflow/tfjs-backend-wasm");
  const started = await withoutItsListeners(async () => {
    const set = await tf.setBackend(name);
    await tf.ready();
    return set;
  });
  if (started && name === "wasm") await loadLibrary();
  return started ? undefined : new Error(`the ${name} back end did not start`);
}

/** The one of them that does most steps in half a second. */
async function fastestOf(names: readonly EngineName[]): Promise<EngineName | undefined> {
  if (names.length < 2) return names[0];
  const speeds = new Map<EngineName, number>();
  for (const name of names) {
    await use(name);
    speeds.set(name, stepsPerSecond(500));
  }
  return [...speeds].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

export interface Engine {
  readonly name: EngineName;
  /** Engines that were tried and can't run here, and why. */
  readonly missing: ReadonlyMap<EngineName, string>;
}

/**
 * Starts the named engine, or with `auto` the fastest one present: where there are several, each is timed for half a second.
 * Throws EngineError where the named one can't run here.
 */
export async function startEngine(wanted: EngineName | "auto" = "auto"): Promise<Engine> {
  tf.env().set("PROD", true);
  const missing = new Map<EngineName, string>();
  const present: EngineName[] = [];
  for (const name of wanted === "auto" ? (["tensorflow", "wasm"] as const) : [wanted]) {
    const problem = await use(name);
    if (problem === undefined) present.push(name);
    else missing.set(name, problem.message);
  }
  const fastest = await fastestOf(present);
  if (fastest !== undefined) {
    await use(fastest);
    return { name: fastest, missing };
  }
  if (wanted !== "auto") {
    throw new EngineError(
      `engine "${wanted}" can't run here: ${missing.get(wanted) ?? ""}; use --engine auto, or see duologue doctor`,
    );
  }
  await use("cpu");
  return { name: "cpu", missing };
}
