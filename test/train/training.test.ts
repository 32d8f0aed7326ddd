import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Config, configSchema } from "../../src/config.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { tensorMemory } from "../../src/nn/tensor.ts";
import { inThisThread } from "../../src/train/crew/crew.ts";
import type { Report } from "../../src/train/report.ts";
import { createRun, Run } from "../../src/train/run.ts";
import { reinforceRun, train } from "../../src/train/training.ts";
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

/** Training of the run in `name`. */
async function training(name: string, { resume, settings = config }: { resume: boolean; settings?: Config }) {
  const path = join(folder, name);
  const run = resume ? new Run(path) : await createRun(path, { config: settings, corpus: "stall", engine: "wasm" });
  const controller = new AbortController();
  const rules = await stallRules(corpus);
  const { signal } = controller;
  const own = { config: settings, engine: "wasm", crew: inThisThread } as const;
  return { path, controller, events: train({ corpus, rules, run, ...own, signal, resume }) };
}

/** Trains the run in `name` until it ends or `isEnough`; what it told, without the time left, and the report. */
async function trained(
  name: string,
  {
    resume = false,
    settings = config,
    onEvent = () => {},
    isEnough = () => false,
  }: {
    resume?: boolean;
    settings?: Config;
    onEvent?: (event: TrainingEvent) => void;
    isEnough?: (event: TrainingEvent) => boolean;
  } = {},
) {
  const { path, controller, events } = await training(name, { resume, settings });
  const told: Omit<TrainingEvent, "secondsLeft">[] = [];
  let report: Report | undefined;
  for (let next = await events.next(); ; next = await events.next()) {
    if (next.done === true) {
      report = next.value;
      break;
    }
    const { secondsLeft: _left, ...event } = next.value;
    told.push(event);
    onEvent(next.value);
    if (isEnough(next.value)) controller.abort();
  }
  return { told, report, model: await readFile(join(path, "learner", "model.safetensors")).catch(() => undefined) };
}

it("stopped in the middle of both stages and resumed, it comes to the same numbers as if it had never stopped", async () => {
  const whole = await trained("whole");
  expect(whole.told.map(({ stage, step }) => `${stage} ${step}`)).toContain("reinforce 6");

  const first = await trained("stopped", { isEnough: ({ stage, step }) => stage === "pretrain" && step === 3 });
  expect(first.report).toBeUndefined();
  // Between two evaluations, with a snapshot among its partners.
  const second = await trained("stopped", {
    resume: true,
    isEnough: ({ stage, step }) => stage === "reinforce" && step === 3,
  });
  expect(second.report).toBeUndefined();
  const third = await trained("stopped", { resume: true });

  expect([...first.told, ...second.told, ...third.told]).toEqual(whole.told);
  expect(third.model).toEqual(whole.model);
  const nameless = ({ report }: typeof whole) => ({ ...report, run: "", seconds: {} });
  expect(nameless(third)).toEqual(nameless(whole));
}, 120_000);

it("killed and resumed, it goes on from the last evaluation to the same learner", async () => {
  const whole = await trained("whole");
  const { events } = await training("killed", { resume: false });
  for await (const { stage, step } of events) if (stage === "reinforce" && step === 5) break;
  const { told, model } = await trained("killed", { resume: true });
  expect(told.map(({ stage, step }) => `${stage} ${step}`).slice(0, 2)).toEqual(["reinforce 5", "reinforce 6"]);
  expect(model).toEqual(whole.model);
}, 120_000);

it("begun anew and killed before it was evaluated, it does not go on from the training before", async () => {
  const whole = await trained("whole");
  const run = new Run(join(folder, "whole"));
  const rules = await stallRules(corpus);
  const { signal } = new AbortController();
  const own = { corpus, rules, run, config, engine: "wasm", crew: inThisThread, signal } as const;
  for await (const { step } of reinforceRun({ ...own, resume: false })) if (step === 1) break;
  const steps: number[] = [];
  for await (const { step } of reinforceRun({ ...own, resume: true })) steps.push(step);
  expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await readFile(join(run.learner(), "model.safetensors"))).toEqual(whole.model);
}, 120_000);

it("goes back to the last good checkpoint where it drifts, keeps no tensor of what it left, and stops when that does not help", async () => {
  // No learner is as good as this.
  const settings = {
    ...config,
    guard: { ...config.guard, perplexity: 1e-6 },
    reinforce: { ...config.reinforce, steps: 20 },
  };
  const counts = new Map<number, number>();
  const { report } = await trained("drifting", {
    settings,
    onEvent: ({ stage, step }) => {
      if (stage === "reinforce") counts.set(step, tensorMemory().count);
    },
  });
  // Steps 1, 3, 5 and 7 come after an evaluation that was followed by a roll-back.
  expect([...counts.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(counts.get(7)).toBe(counts.get(3));
  // It is measured all the same, and there is nothing to go on with.
  expect(report?.seeds).toMatchObject([
    { stopped: expect.stringMatching(/^step 8: .*perplexity/u), verdict: "rejected" },
  ]);
  const again = await trained("drifting", { resume: true, settings });
  expect(again.told.map(({ stage }) => stage)).toEqual(["evaluate", "done"]);
}, 120_000);
