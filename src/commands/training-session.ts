import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Config } from "../config.ts";
import { RunError } from "../errors.ts";
import { startEngine } from "../nn/engine.ts";
import { findCorpus } from "../text/find-corpus.ts";
import { startCrew } from "../train/crew/crew.ts";
import { createRun, Run } from "../train/run.ts";
import { readTrainingData } from "./read-training-data.ts";
import type { TrainingOptions } from "../train/training.ts";
import type { TrainingEvent } from "../train/training-event.ts";
import { engineLine } from "./engine-line.ts";
import { followTraining } from "./follow-training.ts";
import { interruptedExitCode, onInterrupt, unlessInterrupted } from "./interrupt.ts";
import { runPath } from "./run-path.ts";

export interface SessionFlags {
  readonly resume?: true;
  readonly json?: true;
}

/** A run that a command works on: a new one, or with `--resume` one that is there, which goes on with its own settings. */
async function openSession(
  config: Config,
  resume: boolean,
): Promise<Omit<TrainingOptions, "signal" | "onNotice" | "crew">> {
  const corpusPath = await findCorpus(config.corpus);
  const folder = runPath(config.run ?? basename(corpusPath).replace(/\.\w+$/u, ""));
  if (resume) {
    const run = new Run(folder);
    const saved = await run.config();
    const data = await readTrainingData(saved);
    return { ...data, run, config: saved, engine: (await startEngine(saved.engine)).name, resume };
  }
  if (existsSync(join(folder, "run.json"))) {
    throw new RunError(
      `there is a run in ${folder} already; continue it with --resume, choose another --run NAME, or delete the folder`,
    );
  }
  const data = await readTrainingData(config);
  const engine = (await startEngine(config.engine)).name;
  return { ...data, run: await createRun(folder, { config, corpus: config.corpus, engine }), config, engine, resume };
}

/**
 * Runs stages on a run's folder: progress on stderr, notices too, Ctrl-C saves and ends with its exit code. Gives the stages'
 * result, or undefined where it was interrupted.
 */
export async function trainingSession<Result>(
  config: Config,
  flags: SessionFlags,
  stages: (options: TrainingOptions) => AsyncGenerator<TrainingEvent, Result>,
): Promise<{ readonly run: Run; readonly result: Result } | undefined> {
  const session = await openSession(config, flags.resume === true);
  const crew = await startCrew({ ...session, threads: session.config.threads });
  const interrupt = onInterrupt();
  const { signal } = interrupt;
  const onNotice = (notice: string): void => void process.stderr.write(`${notice}\n`);
  try {
    const events = stages({ ...session, crew, signal, onNotice });
    onNotice(engineLine(session.engine, crew.size));
    const following = followTraining(events, { run: session.run, json: flags.json === true });
    const done = await unlessInterrupted(
      following.then((result) => ({ run: session.run, result })),
      interrupt,
    );
    if (!signal.aborted) return done;
    process.stderr.write(`saved in ${session.run.folder}; go on with --resume --run ${session.run.name}\n`);
    process.exitCode = interruptedExitCode;
    return undefined;
  } finally {
    interrupt.release();
    await crew.close();
  }
}
