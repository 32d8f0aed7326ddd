import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startTraining } from "../../src/commands/training-process.ts";

const program = fileURLToPath(new URL("training-program.mjs", import.meta.url));
const [, startedAs] = process.argv;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "duologue-training-"));
  process.argv[1] = program;
});

afterEach(() => {
  process.argv[1] = startedAs ?? "";
  rmSync(folder, { recursive: true, force: true });
});

it("hears what training tells, asks it once to stop, and waits until it has saved", async () => {
  const saved = join(folder, "saved");
  const heard: unknown[] = [];
  let tell = (): void => {};
  const told = new Promise<void>((resolve) => (tell = resolve));
  const training = startTraining([saved], (report) => {
    heard.push(report);
    tell();
  });
  await told;
  await training.stop();
  expect(heard).toEqual([{ stage: "pretrain", step: 1, steps: 2, secondsLeft: null }]);
  expect(await training.ended).toBe(130);
  expect(readFileSync(saved, "utf8")).toBe("1");
  // Asked again when it has ended, it has nothing to do.
  await training.stop();
});
