import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import { startEngine } from "../nn/engine.ts";
import { startCrew } from "../train/crew/crew.ts";
import { measureSpeed } from "../train/speed/speed.ts";
import { leastVocabulary, type Sizes, wordsOfFact } from "../train/speed/work.ts";
import { benchReport, benchTable } from "./bench-report.ts";
import { configOf } from "./command-config.ts";
import { checkEngine } from "./engine-check.ts";
import { wholeNumber } from "./run-agents.ts";

interface BenchFlags extends Readonly<Record<keyof Sizes | "runs", string>> {
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
    .option("--runs <count>", "runs that each median is taken over, behind one that does not count", "5")
    .option("--engine <engine>", "auto, tensorflow, wasm or cpu (default: auto)")
    .option("--threads <count>", "how many threads compute (default: one a core, at most 4)")
    .option("--json", "the same as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  $ duologue bench\n  $ duologue bench --vocab 1000 --hidden 128 --threads 1 --json",
    )
    .action(bench);
}

async function bench(flags: BenchFlags, command: Command): Promise<void> {
  const sizes = sizesOf(flags);
  const runs = wholeNumber("--runs", flags.runs, 1);
  const threads = flags.threads === undefined ? undefined : wholeNumber("--threads", flags.threads, 1);
  const config = await configOf(command, { engine: flags.engine, threads });
  const engine = (await startEngine(config.engine)).name;
  const { gigaflops } = await checkEngine(engine);
  const crew = await startCrew({ engine, threads: config.threads, corpus: {} });
  try {
    const speed = await measureSpeed(sizes, { crew, runs });
    const report = benchReport(speed, { sizes, engine, threads: crew.size, gigaflops: gigaflops ?? Number.NaN });
    process.stdout.write(`${flags.json ? JSON.stringify(report) : benchTable(report)}\n`);
  } finally {
    await crew.close();
  }
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
