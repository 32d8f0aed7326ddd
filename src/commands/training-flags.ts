import type { Command } from "commander";
import type { Config } from "../config.ts";
import { UsageError } from "../errors.ts";
import { configOf } from "./command-config.ts";

/** What the commands that train have in common. */
export interface TrainingFlags {
  readonly corpus?: string;
  readonly run?: string;
  readonly size?: string;
  readonly minutes?: string;
  readonly seed?: string;
  readonly seeds?: string;
  readonly controls?: true;
  readonly engine?: string;
  readonly threads?: string;
  readonly resume?: true;
  readonly json?: true;
}

export function withTrainingFlags(command: Command): Command {
  return command
    .option("--corpus <corpus>", "name or path of a corpus (default: cafe)")
    .option("--run <name>", "name of the run (default: the corpus' name)")
    .option("--size <size>", "tiny, small or base (default: small)")
    .option("--minutes <minutes>", "how long it may take: sets epochs and steps for this machine")
    .option("--seed <seed>", "fixes every random number (default: 1)")
    .option("--engine <engine>", "auto, tensorflow, wasm or cpu (default: auto)")
    .option("--threads <count>", "how many threads compute (default: one a core, at most 4)")
    .option("--resume", "go on with a run that was stopped, as if it had never been")
    .option("--json", "the result as one JSON object on stdout")
    .showHelpAfterError("(--corpus names what to learn from; --help shows the rest)");
}

export function withRepeatFlags(command: Command): Command {
  return command
    .option("--seeds <count>", "reinforce this often from the same reference, each with the next seed")
    .option("--controls", "also train on constant and on shuffled reward, and rerank the reference");
}

function numberOf(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number))
    throw new UsageError(`--${flag} is "${value}"; expected a number`);
  return number;
}

/** The config under the flags that were given. The schema says what a bad value was and what was expected. */
export function trainingConfig(command: Command, flags: TrainingFlags): Promise<Config> {
  return configOf(command, {
    corpus: flags.corpus,
    run: flags.run,
    minutes: numberOf("minutes", flags.minutes),
    seed: numberOf("seed", flags.seed),
    threads: numberOf("threads", flags.threads),
    engine: flags.engine,
    agent: { size: flags.size },
    reinforce: { seeds: numberOf("seeds", flags.seeds) },
    evaluate: { controls: flags.controls },
  });
}
