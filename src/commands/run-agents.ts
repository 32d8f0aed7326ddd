import type { Agent } from "../agent/agent.ts";
import { loadAgent } from "../agent/checkpoint.ts";
import { existsSync } from "node:fs";
import { UsageError } from "../errors.ts";
import type { Config } from "../config.ts";
import { startEngine } from "../nn/engine.ts";
import { Run } from "../train/run.ts";
import type { TrainingData } from "../train/training-data.ts";
import { readTrainingData } from "./read-training-data.ts";
import { runPath } from "./run-path.ts";

const agentNames = ["reference", "learner"] as const;
export type AgentName = (typeof agentNames)[number];

export interface OpenRun extends TrainingData {
  readonly run: Run;
  /** The settings that it was trained with. */
  readonly config: Config;
  agent(name: AgentName): Promise<Agent>;
  /** The learner, or before there is one, the reference. */
  readonly best: AgentName;
}

/** A trained run with its corpus and rules, the engine started. Throws before any work where something is missing. */
export async function openRun(nameOrPath: string): Promise<OpenRun> {
  const run = new Run(runPath(nameOrPath));
  const config = await run.config();
  const data = await readTrainingData(config);
  await startEngine(config.engine);
  return {
    ...data,
    run,
    config,
    agent: (name) => loadAgent(name === "learner" ? run.learner() : run.reference),
    best: existsSync(run.learner()) ? "learner" : "reference",
  };
}

/** A flag's agent name. */
export function agentName(flag: string, value: string): AgentName {
  const found = agentNames.find((name) => name === value);
  if (found === undefined) throw new UsageError(`${flag} is "${value}"; expected ${agentNames.join(" or ")}`);
  return found;
}

/** A flag's whole number. */
export function wholeNumber(flag: string, value: string, least = 0): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < least) {
    throw new UsageError(`${flag} is "${value}"; expected a whole number from ${least} on`);
  }
  return number;
}
