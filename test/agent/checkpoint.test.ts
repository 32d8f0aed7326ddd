import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rename, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadAgent, loadCheckpoint, loadState, saveCheckpoint } from "../../src/agent/checkpoint.ts";
import { writeFolder } from "../../src/agent/folder.ts";
import { CheckpointError } from "../../src/errors.ts";
import { adamInit } from "../../src/nn/adam.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { tensor, valuesOf } from "../../src/nn/tensor.ts";
import { toyAgent } from "./toy.ts";

beforeAll(() => startEngine("wasm"));

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "duologue-checkpoint-"));
  folder = join(parent, "learner");
});
afterEach(() => rm(parent, { recursive: true }));

async function complaint(): Promise<string> {
  const error: unknown = await loadAgent(folder).catch((thrown: unknown) => thrown);
  if (!(error instanceof CheckpointError)) throw new Error(`expected a CheckpointError, found ${String(error)}`);
  expect(error.exitCode).toBe(1);
  return error.message;
}

describe("a checkpoint", () => {
  it("gives back the agent, its optimiser and the state, to the bit", async () => {
    const agent = toyAgent();
    const optimizer = { ...adamInit(agent.parameters), step: 5 };
    await saveCheckpoint(folder, { agent, optimizer, state: { step: 5 } });
    const loaded = await loadCheckpoint(folder);
    for (const [name, values] of Object.entries(agent.parameters)) {
      const found = Object.entries(loaded.agent.parameters).find(([other]) => other === name)?.[1];
      expect(found && valuesOf(found), name).toEqual(valuesOf(values));
    }
    expect(loaded.agent.vocabulary.words).toEqual(agent.vocabulary.words);
    expect([loaded.optimizer?.step, loaded.state, await loadState(folder)]).toEqual([5, { step: 5 }, { step: 5 }]);
    expect((await readdir(folder)).sort()).toEqual([
      "config.json",
      "manifest.json",
      "model.safetensors",
      "optimizer.safetensors",
      "state.json",
      "tokenizer.json",
    ]);
  });

  it("replaces the one before it whole, and leaves nothing else beside it", async () => {
    const agent = toyAgent();
    await saveCheckpoint(folder, { agent, state: { step: 1 } });
    await saveCheckpoint(folder, { agent });
    expect(existsSync(join(folder, "state.json"))).toBe(false);
    expect(await readdir(parent)).toEqual(["learner"]);
  });

  it("that was being replaced when the power went is the one before", async () => {
    const agent = toyAgent();
    await saveCheckpoint(folder, { agent });
    await rename(folder, `${folder}.previous`);
    await expect(loadAgent(folder)).resolves.toMatchObject({ name: agent.name });
  });

  it("with a parameter that is not finite is never written", async () => {
    const agent = toyAgent();
    const bias = agent.parameters["gate.bias"];
    agent.parameters = { ...agent.parameters, "gate.bias": tensor(valuesOf(bias).fill(Number.NaN), bias.shape) };
    await expect(saveCheckpoint(folder, { agent })).rejects.toThrow('parameter "gate.bias" is not finite; not saved');
    expect(existsSync(folder)).toBe(false);
  });
});

describe("one clear message is told for a checkpoint", () => {
  beforeEach(() => saveCheckpoint(folder, { agent: toyAgent() }));

  it.each(["model.safetensors", "tokenizer.json", "config.json"])("of which %s is truncated", async (name) => {
    const path = join(folder, name);
    await truncate(path, (await readFile(path)).length - 1);
    expect(await complaint()).toMatch(
      new RegExp(
        `${name}: truncated or changed: sha256 .*, the manifest says .*; restore it from a copy or train again`,
      ),
    );
  });

  it("that lacks a file of its manifest", async () => {
    await rm(join(folder, "tokenizer.json"));
    expect(await complaint()).toMatch(/tokenizer\.json: missing, though the manifest lists it/);
  });

  it("that was never finished", async () => {
    await rm(join(folder, "manifest.json"));
    expect(await complaint()).toMatch(/manifest\.json: no valid manifest, so the checkpoint was never finished/);
  });

  it("that is not there", async () => {
    await rm(folder, { recursive: true });
    expect(await complaint()).toMatch(/learner: no checkpoint there/);
  });

  it("that another version wrote", async () => {
    const files = new Map<string, Uint8Array>();
    for (const name of ["model.safetensors", "tokenizer.json"]) files.set(name, await readFile(join(folder, name)));
    await writeFolder(folder, files.set("config.json", new TextEncoder().encode('{ "format": 2 }')));
    expect(await complaint()).toMatch(/config\.json: written by another version: .*; train again/s);
  });

  it("of which a tensor has another shape than its config says", async () => {
    const config = JSON.parse(await readFile(join(folder, "config.json"), "utf8")) as { shape: { hidden: number } };
    const files = new Map<string, Uint8Array>();
    for (const name of ["model.safetensors", "tokenizer.json"]) files.set(name, await readFile(join(folder, name)));
    config.shape.hidden *= 2;
    await writeFolder(folder, files.set("config.json", new TextEncoder().encode(JSON.stringify(config))));
    expect(await complaint()).toMatch(
      /model\.safetensors: "embedding" is \[.*\]; expected \[.*\] as config\.json says/,
    );
  });
});
