import { type ChildProcess, type ForkOptions, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

// Our modules run as .ts from `src/` in development and tests, and as .js from `dist/` in production. A new thread or
// process inherits no loader, so a .ts entry gets tsx here; production never needs it.

/** The module `name` ("./inference-worker", no extension) beside the one whose `import.meta.url` is given, .ts or .js as that one is. */
export function moduleUrl(importMetaUrl: string, name: string): URL {
  return new URL(`${name}${isTypeScript(importMetaUrl) ? ".ts" : ".js"}`, importMetaUrl);
}

function isTypeScript(url: string): boolean {
  return new URL(url).pathname.endsWith(".ts");
}

/** A worker thread that runs one of our modules. `name` is without extension, relative to `importMetaUrl`. */
export function startWorker(importMetaUrl: string, name: string, options: Omit<WorkerOptions, "eval"> = {}): Worker {
  const url = moduleUrl(importMetaUrl, name);
  if (!isTypeScript(url.href)) return new Worker(url, options);
  // `--import tsx` in a worker's execArgv is too late for the entry itself on Node 20: a small entry registers tsx first.
  const entry = `import { register } from ${quoted(import.meta.resolve("tsx/esm/api"))}; register(); await import(${quoted(url.href)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(entry)}`), { execArgv: [], ...options });
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A child process with a message channel that runs one of our modules. `name` is without extension, relative to `importMetaUrl`. */
export function forkModule(
  importMetaUrl: string,
  name: string,
  args: readonly string[] = [],
  options: ForkOptions = {},
): ChildProcess {
  const url = moduleUrl(importMetaUrl, name);
  return fork(fileURLToPath(url), args, { execArgv: execArgv(url.href), ...options });
}

/** The flags with which `node` can run the module at `url`. */
export function execArgv(url: string): string[] {
  return isTypeScript(url) ? ["--import", import.meta.resolve("tsx")] : [];
}
