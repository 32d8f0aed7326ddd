import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forkModule, moduleUrl, startWorker } from "../src/spawn.ts";

const source = new URL("./fixtures/spawn/caller.ts", import.meta.url).href;
let folder: string;
let compiled: string;

beforeAll(async () => {
  // The compiler writes the same modules with .js endings and without types; two lines need no compiler.
  folder = await mkdtemp(join(tmpdir(), "duologue-spawn-"));
  await writeFile(join(folder, "package.json"), `{ "type": "module" }`);
  await writeFile(join(folder, "answer.js"), "export const answer = 42;");
  await writeFile(
    join(folder, "entry.js"),
    `import { parentPort, workerData } from "node:worker_threads";
     import { answer } from "./answer.js";
     const message = { answer, input: parentPort ? workerData : process.argv[2] };
     if (parentPort) parentPort.postMessage(message); else process.send(message);`,
  );
  compiled = pathToFileURL(join(folder, "caller.js")).href;
});
afterAll(() => rm(folder, { recursive: true }));

test("names the module beside a .ts caller .ts, and beside a .js caller .js", () => {
  expect(moduleUrl("file:///a/src/chat/inference.ts", "./inference-worker").href).toBe(
    "file:///a/src/chat/inference-worker.ts",
  );
  expect(moduleUrl("file:///a/dist/src/chat/inference.js", "../train/loop").href).toBe(
    "file:///a/dist/src/train/loop.js",
  );
});

describe.each([
  [".ts", () => source],
  [".js", () => compiled],
])("a %s module", (_ending, caller) => {
  test("starts in a worker thread", async () => {
    const worker = startWorker(caller(), "./entry", { workerData: "tea" });
    const [message] = await once(worker, "message");
    expect(message).toEqual({ answer: 42, input: "tea" });
    await worker.terminate();
  });

  test("starts in a child process", async () => {
    const child = forkModule(caller(), "./entry", ["tea"]);
    const [message] = await once(child, "message");
    expect(message).toEqual({ answer: 42, input: "tea" });
    child.kill();
  });

  test("reports a module that is not there as an error of the worker", async () => {
    const worker = startWorker(caller(), "./nowhere");
    const [error] = await once(worker, "error");
    expect(String(error)).toContain("nowhere");
  });
});
