import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configSchema } from "../../src/config.ts";
import { CheckpointError, ConfigError, RunError } from "../../src/errors.ts";
import { createRun, Run } from "../../src/train/run.ts";
import { pretrainProgress, progressIn } from "../../src/train/training-state.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "duologue-run-"));
});
afterEach(() => rm(folder, { recursive: true }));

const config = configSchema.parse({ seed: 7 });

async function complaint(run: Run): Promise<unknown> {
  return run.config().then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("a run", () => {
  it("keeps the settings that it was begun with, and those that it goes on with", async () => {
    const run = await createRun(folder, { config, corpus: "cafe", engine: "wasm" });
    expect(await run.config()).toEqual(config);
    await run.saveConfig({ ...config, seed: 8 });
    expect(await new Run(folder).config()).toEqual({ ...config, seed: 8 });
    expect((await run.read()).seed).toBe(7);
  });

  it("is not begun where there is one", async () => {
    await createRun(folder, { config, corpus: "cafe", engine: "wasm" });
    await expect(createRun(folder, { config, corpus: "cafe", engine: "wasm" })).rejects.toThrow(/already .* --resume/);
  });

  it("that is not there says how to train one", async () => {
    const error = await complaint(new Run(join(folder, "tea")));
    expect(error).toBeInstanceOf(RunError);
    expect(String(error)).toMatch(/no run in .*tea \(no run.json\); train one with: duologue train --run tea/);
  });

  it("whose settings another version wrote names the key and what it may have meant", async () => {
    const run = await createRun(folder, { config, corpus: "cafe", engine: "wasm" });
    const file = await run.read();
    const older = { ...config, pretrain: { ...config.pretrain, patiense: 3 } };
    await writeFile(join(folder, "run.json"), JSON.stringify({ ...file, config: older }));
    const error = await complaint(run);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(
      /run\.json: pretrain\.patiense: there is no such key; did you mean pretrain\.patience/,
    );
  });

  it("whose file is cut short is told with the file and the remedy", async () => {
    await writeFile(join(folder, "run.json"), '{ "run": ');
    const error = await complaint(new Run(folder));
    expect(error).toBeInstanceOf(RunError);
    expect(String(error)).toMatch(/run\.json is not what training wrote: .*JSON.*; train the run again/);
  });
});

it("where training stands is read back only by the stage and version that wrote it", () => {
  const progress = { stage: "pretrain", step: 3, best: null, looksSinceBest: 0, done: false, seconds: 1 };
  expect(progressIn("runs/tea/training", progress, pretrainProgress)).toEqual(progress);
  const older = (): unknown => progressIn("runs/tea/training", { ...progress, step: -1 }, pretrainProgress);
  expect(older).toThrow(CheckpointError);
  expect(older).toThrow(/training.state\.json: not one to go on from: .*step.*; train the run again/s);
});
