import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Config, configSchema } from "../../src/config.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { inThisThread } from "../../src/train/crew/crew.ts";
import type { Report } from "../../src/train/report.ts";
import { createRun, Run } from "../../src/train/run.ts";
import { train } from "../../src/train/training.ts";
import type { TrainingEvent } from "../../src/train/training-event.ts";
import { stall, stallRules } from "./stall.ts";

beforeAll(() => startEngine("wasm"));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "duologue-training-"));
});
afterEach(() => rm(folder, { recursive: true }));

const corpus = { ...stall, dialogues: stall.dialogues.filter((_, i) => i % 4 === 0) };

const config: Config = configSchema.parse({
  agent: { size: "tiny" },
  pretrain: { batch: 8, epochs: 0.5, every: 2 },
  selfPlay: { scenes: 2, rollouts: 2, turns: [2], maxWords: 6 },
  reinforce: { steps: 6, supervisedEvery: 2 },
  opponents: { reference: 1, past: 1, self: 1, snapshotEvery: 2, keep: 2 },
  evaluate: { scenes: 2, every: 2, resamples: 100 },
});

/** Trains the run in `name` until it ends or `isEnough`; what it told, without the time left, and the report. */
async function trained(name: string, resume: boolean, isEnough: (event: TrainingEvent) => boolean = () => false) {
  const path = join(folder, name);
  const run = resume ? new Run(path) : await createRun(path, { config, corpus: "stall", engine: "wasm" });
  const controller = new AbortController();
  const rules = await stallRules(corpus);
  const { signal } = controller;
  const events = train({ corpus, rules, run, config, engine: "wasm", crew: inThisThread, signal, resume });
  const told: Omit<TrainingEvent, "secondsLeft">[] = [];
  let report: Report | undefined;
  for (let next = await events.next(); ; next = await events.next()) {
    if (next.done === true) {
      report = next.value;
      break;
    }
    const { secondsLeft: _left, ...event } = next.value;
    told.push(event);
    if (isEnough(next.value)) controller.abort();
  }
  return { told, report, model: await readFile(join(path, "learner", "model.safetensors")).catch(() => undefined) };
}

it("stopped in the middle of both stages and resumed, it comes to the same numbers as if it had never stopped", async () => {
  const whole = await trained("whole", false);
  expect(whole.told.map(({ stage, step }) => `${stage} ${step}`)).toContain("reinforce 6");

  const first = await trained("stopped", false, ({ stage, step }) => stage === "pretrain" && step === 3);
  expect(first.report).toBeUndefined();
  // Between two evaluations, with a snapshot among its partners.
  const second = await trained("stopped", true, ({ stage, step }) => stage === "reinforce" && step === 3);
  expect(second.report).toBeUndefined();
  const third = await trained("stopped", true);

  expect([...first.told, ...second.told, ...third.told]).toEqual(whole.told);
  expect(third.model).toEqual(whole.model);
  const nameless = ({ report }: typeof whole) => ({ ...report, run: "", seconds: {} });
  expect(nameless(third)).toEqual(nameless(whole));
}, 120_000);
