import { once } from "node:events";
import { expect, test } from "vitest";
import { unlessInterrupted } from "../../src/commands/interrupt.ts";
import { forkModule } from "../../src/spawn.ts";

async function started(...args: readonly string[]) {
  const child = forkModule(import.meta.url, "../fixtures/interrupt/worker", args, { silent: true });
  const output = { stdout: "", stderr: "" };
  child.stderr?.on("data", (text) => (output.stderr += String(text)));
  await new Promise<void>((resolve) => {
    child.stdout?.on("data", (text) => {
      output.stdout += String(text);
      if (output.stdout.includes("ready")) resolve();
    });
  });
  return { child, output };
}

test("the first Ctrl-C lets the work finish", async () => {
  const { child, output } = await started();
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([0, null]);
  expect(output.stdout).toContain("saved");
  expect(output.stderr).toContain("saving");
});

test("the second one quits at once, with the code that shells expect", async () => {
  const { child, output } = await started("stubborn");
  child.kill("SIGINT");
  await expect.poll(() => output.stderr).toContain("saving");
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([130, null]);
  expect(output.stdout).not.toContain("saved");
});

test("work that an interrupt ended gives nothing, and any other failure is one", async () => {
  const controller = new AbortController();
  const interrupt = { signal: controller.signal, release: () => {} };
  expect(await unlessInterrupted(Promise.resolve(1), interrupt)).toBe(1);
  const failure = new Error("out of memory");
  await expect(unlessInterrupted(Promise.reject(failure), interrupt)).rejects.toThrow(failure);
  controller.abort();
  expect(await unlessInterrupted(Promise.reject(controller.signal.reason as Error), interrupt)).toBeUndefined();
  await expect(unlessInterrupted(Promise.reject(failure), interrupt)).rejects.toThrow(failure);
});
