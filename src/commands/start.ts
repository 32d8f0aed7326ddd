import { basename } from "node:path";
import type { Command } from "commander";
import { checkCheckpoint } from "../agent/checkpoint.ts";
import { type RunFolder, runFolder } from "../chat/run-folder.ts";
import { type ChatServer, createChatServer } from "../chat/server.ts";
import type { ConfigInput } from "../config.ts";
import { RunError } from "../errors.ts";
import { findCorpus } from "../text/find-corpus.ts";
import { configOf } from "./command-config.ts";
import { interruptedExitCode, onInterrupt } from "./interrupt.ts";
import { runPath } from "./run-path.ts";
import {
  aborted,
  databaseOf,
  listenConfig,
  type ListenFlags,
  serverLogger,
  tellPlace,
  withListenFlags,
} from "./serve.ts";
import { startTraining, type TrainingProcess } from "./training-process.ts";

interface StartFlags extends ListenFlags {
  readonly corpus?: string;
  readonly run?: string;
  readonly size?: string;
  readonly minutes?: string;
  readonly seed?: string;
}

export function addStartCommand(program: Command): void {
  withListenFlags(
    program
      .command("start")
      .description(
        "train two agents and open the page at once; goes on with a run that was stopped, shows one that is trained",
      )
      .option("--corpus <corpus>", "name or path of a corpus (default: cafe)")
      .option("--run <name>", "name of the run (default: the corpus' name)")
      .option("--size <size>", "tiny, small or base")
      .option("--minutes <minutes>", "how long training may take")
      .option("--seed <seed>", "fixes every random number"),
  )
    .addHelpText(
      "after",
      "\nOther settings come from a config file, as for train (duologue --config FILE start).\n\nExamples:\n  $ duologue start\n  $ duologue start --corpus smalltalk --minutes 10 --port 8080",
    )
    .action(start);
}

async function start(flags: StartFlags, command: Command): Promise<void> {
  const config = await configOf(command, overrides(flags));
  const corpus = await findCorpus(config.corpus);
  const run = runFolder(runPath(config.run ?? basename(corpus).replace(/\.[^.]+$/, "")));
  const isTrained = run.report() !== undefined;
  await checkCorpus(run, config.corpus);
  for (const side of run.agents()) await checkCheckpoint(run.agentFolder(side));

  const interrupt = onInterrupt("saving and closing; Ctrl-C again quits at once");
  const server = await createChatServer({
    run: run.path,
    corpus: config.corpus,
    database: databaseOf(run.path),
    logger: serverLogger(),
    engine: config.engine,
    ...config.server,
  });
  let training: TrainingProcess | undefined;
  try {
    tellPlace(server.url, { run: run.name, json: flags.json });
    if (isTrained) {
      process.stderr.write(`run "${run.name}" is trained already; --run NAME trains another\n`);
    } else {
      server.setTraining("running");
      training = startTraining(trainingArgs(run, flags, command), (report) => server.report(report));
    }
    await Promise.race([aborted(interrupt.signal), server.ready.then(() => ended(training, server, run))]);
  } finally {
    interrupt.release();
    await training?.stop();
    await server.close();
  }
}

function overrides(flags: StartFlags): ConfigInput {
  const { corpus, run } = flags;
  return { ...listenConfig(flags), ...(corpus !== undefined && { corpus }), ...(run !== undefined && { run }) };
}

/** A run goes on with the corpus that it began with. */
async function checkCorpus(run: RunFolder, wanted: string): Promise<void> {
  const trainedOn = run.corpus();
  if (trainedOn === undefined || (await findCorpus(trainedOn)) === (await findCorpus(wanted))) return;
  throw new RunError(
    `run "${run.name}" learns from the corpus "${trainedOn}", not from "${wanted}"; choose another --run NAME`,
  );
}

/** The command line of the training process: what was said here is said there. */
function trainingArgs(run: RunFolder, flags: StartFlags, command: Command): string[] {
  const { config } = command.optsWithGlobals<{ config?: string }>();
  const said = { corpus: flags.corpus, size: flags.size, minutes: flags.minutes, seed: flags.seed };
  const isStopped = run.corpus() !== undefined;
  const begin = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  return [
    ...(config === undefined ? [] : ["--config", config]),
    "train",
    ...(flags.json ? ["--json"] : []),
    "--run",
    run.name,
    // A run that was stopped goes on with the settings that it began with.
    ...(isStopped ? ["--resume"] : begin),
  ];
}

/** Tells the page how training ended. Settles only where there is nothing left to serve. */
async function ended(training: TrainingProcess | undefined, server: ChatServer, run: RunFolder): Promise<void> {
  const code = await training?.ended;
  if (code === 0 || code === undefined) {
    server.setTraining("idle");
    return new Promise(() => {});
  }
  process.exitCode = code ?? 1;
  if (code === interruptedExitCode) server.setTraining("idle");
  else server.setTraining("failed", "What it said stands in the terminal.");
  return run.agents().length > 0 ? new Promise(() => {}) : undefined;
}
