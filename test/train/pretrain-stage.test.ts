import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Config, configSchema } from "../../src/config.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { inThisThread } from "../../src/train/crew/crew.ts";
import { pretrainStage } from "../../src/train/pretrain-stage.ts";
import { createRun } from "../../src/train/run.ts";
import { stall } from "./stall.ts";

beforeAll(() => startEngine("wasm"));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "duologue-pretrain-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The updates of a pretraining on a few dialogues, and those of them after which it looked at held-out ones. */
async function updates(pretrain: Partial<Config["pretrain"]>): Promise<{ all: number; looks: number[] }> {
  const kept = (split: string): typeof stall.dialogues =>
    stall.dialogues.filter((each) => each.split === split).slice(0, 8);
  const corpus = { ...stall, dialogues: [...kept("train"), ...kept("validation")] };
  const config = configSchema.parse({ agent: { size: "tiny" }, pretrain });
  const run = await createRun(join(folder, "run"), { config, corpus: "stall", engine: "wasm" });
  const { signal } = new AbortController();
  let all = 0;
  const looks: number[] = [];
  for await (const event of pretrainStage({ run, corpus, config, resume: false, signal, crew: inThisThread })) {
    all = event.step;
    if ("perplexity" in event) looks.push(event.step);
  }
  return { all, looks };
}

it("learns a small corpus in many passes, and looks at held-out dialogues long before the end", async () => {
  // Eight dialogues, each from two seats, are one update a pass.
  expect(await updates({ batch: 16, epochs: 50, every: 400, patience: 99 })).toEqual({ all: 50, looks: [20, 40, 50] });
});

it("looks as often as it is told to, where that is oftener", async () => {
  expect(await updates({ batch: 16, epochs: 9, every: 4 })).toEqual({ all: 9, looks: [4, 8, 9] });
});
