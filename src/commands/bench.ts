import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Command } from "commander";
import { EngineError, UsageError } from "../errors.ts";
import { type EngineName, startEngine } from "../nn/engine.ts";
import { startCrew } from "../train/crew/crew.ts";
import { measureSpeed, type SpeedOptions } from "../train/speed/speed.ts";
import { leastVocabulary, type Sizes, wordsOfFact } from "../train/speed/work.ts";
import { type BenchReport, benchReport, benchTable } from "./bench-report.ts";
import { configOf } from "./command-config.ts";
import { checkEngine, type EngineCheck } from "./engine-check.ts";
import { wholeNumber } from "./run-agents.ts";

interface BenchFlags extends Readonly<Record<keyof Sizes | "runs" | "warmup", string>> {
  readonly engine?: string;
  readonly threads?: string;
  readonly json?: true;
}

export function addBenchCommand(program: Command): void {
  program
    .command("bench")
    .description("how fast this machine trains: supervised updates, dialogues, policy-gradient updates, readings")
    .option("--vocab <count>", "words and marks of the vocabulary", "2000")
    .option("--hidden <width>", "width of states and embeddings", "256")
    .option("--batch <count>", "dialogues together", "64")
    .option("--turns <count>", "turns of a dialogue", "6")
    .option("--words <count>", "words of a turn", "16")
    .option("--facts <count>", "words of the facts that each agent knows", "32")
    .option("--runs <count>", "runs that each median is taken over", "5")
    .option("--warmup <seconds>", "of work before each median, one run at least, which do not count", "4")
    .option(
      "--engine <engine>",
      "auto, tensorflow, wasm or cpu (default: tensorflow and wasm, as far as they are here)",
    )
    .option("--threads <count>", "how many threads compute (default: one a core, at most 4)")
    .option("--json", "the same as JSON, one object a line for each engine")
    .addHelpText(
      "after",
      "\nExamples:\n  $ duologue bench\n  $ duologue bench --vocab 1000 --hidden 128 --threads 1 --json",
    )
    .action(bench);
}

async function bench(flags: BenchFlags, command: Command): Promise<void> {
  const sizes = sizesOf(flags);
  const runs = wholeNumber("--runs", flags.runs, 1);
  const warmUp = wholeNumber("--warmup", flags.warmup, 0);
  const threads = flags.threads === undefined ? undefined : wholeNumber("--threads", flags.threads, 1);
  const config = await configOf(command, { engine: flags.engine, threads });
  const unnamed = flags.engine === undefined && config.engine === "auto";
  const engines = unnamed ? await fastEngines() : [config.engine];
  const [only] = engines;
  if (engines.length === 1 && only !== undefined) {
    const report = await measured(only, sizes, { runs, warmUp }, config.threads);
    process.stdout.write(`${flags.json ? JSON.stringify(report) : benchTable(report)}\n`);
    return;
  }
  for (const [n, engine] of engines.entries()) {
    if (n > 0 && !flags.json) process.stdout.write("\n");
    await apart([...given(command), "--engine", engine]);
  }
}

async function measured(
  wanted: EngineName | "auto",
  sizes: Sizes,
  pace: Pick<SpeedOptions, "runs" | "warmUp">,
  threads?: number,
): Promise<BenchReport> {
  const engine = (await startEngine(wanted)).name;
  const { gigaflops } = await checkEngine(engine);
  const crew = await startCrew({ engine, threads, corpus: {} });
  try {
    const speed = await measureSpeed(sizes, { crew, ...pace });
    return benchReport(speed, { sizes, engine, threads: crew.size, gigaflops: gigaflops ?? Number.NaN });
  } finally {
    await crew.close();
  }
}

/** Those that are here of the two that training is done on. */
async function fastEngines(): Promise<EngineName[]> {
  const checks: EngineCheck[] = [];
  for (const engine of ["tensorflow", "wasm"] as const) checks.push(await checkEngine(engine));
  const present = checks.filter(({ works }) => works).map(({ engine }) => engine);
  return present.length === 0 ? ["cpu"] : present;
}

/** The flags that were given. */
const given = (command: Command): string[] =>
  Object.entries(command.opts<Readonly<Record<string, string | true>>>()).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, value],
  );

/** Measures in a process of its own, which prints what it found: the peak of memory is a process' own. */
async function apart(flags: readonly string[]): Promise<void> {
  const [, program] = process.argv;
  assert(program, "no program to start again");
  const child = spawn(process.execPath, [...process.execArgv, program, "bench", ...flags], { stdio: "inherit" });
  await once(child, "exit");
  if (child.exitCode === 0) return;
  throw new EngineError(`duologue bench ${flags.join(" ")} ended with code ${child.exitCode}; see above`);
}

/** Throws UsageError where the work would not be of these sizes. */
function sizesOf(flags: BenchFlags): Sizes {
  const size = (name: keyof Sizes, least: number, multiple = 1): number => {
    const number = wholeNumber(`--${name}`, flags[name], least);
    if (number % multiple === 0) return number;
    throw new UsageError(`--${name} is ${number}; expected a multiple of ${multiple}`);
  };
  return {
    vocab: size("vocab", leastVocabulary),
    hidden: size("hidden", 4, 2),
    batch: size("batch", 1),
    turns: size("turns", 1),
    words: size("words", 1),
    facts: size("facts", 0, wordsOfFact),
  };
}
