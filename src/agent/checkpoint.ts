import { join } from "node:path";
import { z } from "zod";
import { CheckpointError } from "../errors.ts";
import type { AdamState } from "../nn/adam.ts";
import { tensor, type Tensor, valuesOf } from "../nn/tensor.ts";
import { vocabularyFromJson, vocabularyToJson } from "../text/tokenizer-file.ts";
import { parametersOf } from "../nn/gradients.ts";
import { Agent } from "./agent.ts";
import { readFolder, writeFolder } from "./folder.ts";
import { type AgentParameters, parameterShapes } from "./parameters.ts";
import { decodeSafetensors, encodeSafetensors, type NamedArray } from "./safetensors.ts";
import { shapeSchema } from "./shape.ts";

const configSchema = z.strictObject({ format: z.literal(1), name: z.string(), shape: shapeSchema });

export interface Checkpoint {
  readonly agent: Agent;
  /** Absent for an agent that does not learn. */
  readonly optimizer?: AdamState;
  /** What training needs beside to go on as if it had never stopped; its own schema reads it back. */
  readonly state?: unknown;
}

const text = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

function arraysOf(tensors: { readonly [name: string]: Tensor }, prefix = ""): [string, NamedArray][] {
  return Object.entries(tensors).map(([name, t]) => [`${prefix}${name}`, { shape: t.shape, values: valuesOf(t) }]);
}

/** Writes the folder whole or not at all; refuses parameters that are not finite. */
export async function saveCheckpoint(folder: string, { agent, optimizer, state }: Checkpoint): Promise<void> {
  const model = new Map(arraysOf(agent.parameters));
  for (const [name, { values }] of model) {
    if (!values.every(Number.isFinite))
      throw new CheckpointError(`${folder}: parameter "${name}" is not finite; not saved`);
  }
  const files = new Map<string, Uint8Array>([
    ["config.json", text({ format: 1, name: agent.name, shape: agent.shape })],
    ["tokenizer.json", new TextEncoder().encode(vocabularyToJson(agent.vocabulary))],
    ["model.safetensors", encodeSafetensors(model)],
  ]);
  if (optimizer !== undefined) {
    const moments = [...arraysOf(optimizer.first, "first."), ...arraysOf(optimizer.second, "second.")];
    moments.push(["step", { shape: [1], values: Float32Array.of(optimizer.step) }]);
    files.set("optimizer.safetensors", encodeSafetensors(new Map(moments)));
  }
  if (state !== undefined) files.set("state.json", text(state));
  await writeFolder(folder, files);
}

/** Reads a folder back. Throws CheckpointError that names the file, what was found and what was expected. */
export async function loadCheckpoint(folder: string): Promise<Checkpoint> {
  const files = await readFolder(folder);
  const bytes = (name: string): Uint8Array => {
    const found = files.get(name);
    if (found === undefined)
      throw new CheckpointError(`${join(folder, name)}: missing; expected a checkpoint of an agent`);
    return found;
  };
  const json = (name: string): unknown => JSON.parse(new TextDecoder().decode(bytes(name)));
  const config = configSchema.safeParse(json("config.json"));
  if (!config.success) {
    const problem = z.prettifyError(config.error);
    throw new CheckpointError(`${join(folder, "config.json")}: written by another version: ${problem}; train again`);
  }
  const { name, shape } = config.data;
  const vocabulary = vocabularyFromJson(new TextDecoder().decode(bytes("tokenizer.json")));
  const modelFile = join(folder, "model.safetensors");
  const model = decodeSafetensors(bytes("model.safetensors"), modelFile);
  const shapes = parameterShapes(shape);
  const named = (arrays: ReadonlyMap<string, NamedArray>, file: string, prefix = ""): AgentParameters => {
    return parametersOf(shapes.keys(), (parameter) => {
      const expected = shapes.get(parameter) ?? [];
      const array = arrays.get(`${prefix}${parameter}`);
      if (array === undefined || array.shape.join() !== expected.join()) {
        const found = array === undefined ? "nothing" : `[${array.shape.join(", ")}]`;
        throw new CheckpointError(
          `${file}: "${prefix}${parameter}" is ${found}; expected [${expected.join(", ")}] as config.json says; train again`,
        );
      }
      return tensor(array.values, array.shape);
    });
  };
  const agent = new Agent(name, vocabulary, shape, named(model, modelFile));
  const state = files.has("state.json") ? { state: json("state.json") } : {};
  if (!files.has("optimizer.safetensors")) return { agent, ...state };
  const optimizerFile = join(folder, "optimizer.safetensors");
  const moments = decodeSafetensors(bytes("optimizer.safetensors"), optimizerFile);
  const step = moments.get("step")?.values[0] ?? 0;
  const optimizer = {
    step,
    first: named(moments, optimizerFile, "first."),
    second: named(moments, optimizerFile, "second."),
  };
  return { agent, optimizer, ...state };
}

/** What training keeps beside the agent, for its own schema to read; undefined for an agent that does not learn. */
export async function loadState(folder: string): Promise<unknown> {
  const state = (await readFolder(folder)).get("state.json");
  return state === undefined ? undefined : JSON.parse(new TextDecoder().decode(state));
}

/** The agent of a checkpoint folder, to talk to. */
export async function loadAgent(folder: string): Promise<Agent> {
  return (await loadCheckpoint(folder)).agent;
}

/** Throws CheckpointError where a file of the folder is missing, cut short or changed; needs no engine. */
export async function checkCheckpoint(folder: string): Promise<void> {
  await readFolder(folder);
}
