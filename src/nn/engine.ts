/**
 * Which engine computes: `tensorflow` (the native library, where its addon loads), `wasm` (everywhere), `cpu` (plain
 * JavaScript, the last resort). Nothing outside this folder can tell which one runs.
 */
import { createRequire } from "node:module";
import util from "node:util";
import * as tf from "@tensorflow/tfjs";
import { EngineError } from "../errors.ts";
import { loadLibrary } from "./kernels/library.ts";

export const engineNames = ["tensorflow", "wasm", "cpu"] as const;
export type EngineName = (typeof engineNames)[number];

/** One step of the recurrent product at the default size; long enough to tell engines apart. */
function stepsPerSecond(milliseconds: number): number {
  const [state, weights] = [tf.randomNormal([64, 256]), tf.randomNormal([256, 768])];
  const start = performance.now();
  let steps = 0;
  while (performance.now() - start < milliseconds) {
    tf.matMul(state, weights).dispose();
    steps++;
  }
  tf.dispose([state, weights]);
  return (steps * 1000) / (performance.now() - start);
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

export interface Engine {
  readonly name: EngineName;
  /** Engines that were tried and can't run here, and why. */
  readonly missing: ReadonlyMap<EngineName, string>;
}

/**
 * Starts the named engine, or with `auto` the fastest one present, which it times for half a second each.
 * Throws EngineError where the named one can't run here.
 */
export async function startEngine(wanted: EngineName | "auto" = "auto"): Promise<Engine> {
  tf.env().set("PROD", true);
  const missing = new Map<EngineName, string>();
  const candidates: readonly EngineName[] = wanted === "auto" ? ["tensorflow", "wasm"] : [wanted];
  const speeds = new Map<EngineName, number>();
  for (const name of candidates) {
    const problem = await use(name);
    if (problem === undefined) speeds.set(name, candidates.length > 1 ? stepsPerSecond(500) : 1);
    else missing.set(name, problem.message);
  }
  const [fastest] = [...speeds].toSorted((a, b) => b[1] - a[1]);
  if (fastest !== undefined) {
    await use(fastest[0]);
    return { name: fastest[0], missing };
  }
  if (wanted !== "auto") {
    throw new EngineError(
      `engine "${wanted}" can't run here: ${missing.get(wanted) ?? ""}; use --engine auto, or see duologue doctor`,
    );
  }
  await use("cpu");
  return { name: "cpu", missing };
}
