import type { Command } from "commander";
import { startEngine } from "../nn/engine.ts";
import { startCrew } from "../train/crew/crew.ts";
import { Run } from "../train/run.ts";
import { readTrainingData } from "./read-training-data.ts";
import { evaluateRun } from "../train/training.ts";
import { interruptedExitCode, onInterrupt, unlessInterrupted } from "./interrupt.ts";
import { startProgress } from "./progress.ts";
import { runPath } from "./run-path.ts";
import { showReport } from "./show-report.ts";

export function addEvaluateCommand(program: Command): void {
  program
    .command("evaluate")
    .description(
      "measure a run's learner against its reference on held-out scenes, with the seeds and controls that it was trained with; writes report.json",
    )
    .argument("<run>", "name or folder of a run")
    .option("--json", "the report as one JSON object on stdout")
    .addHelpText("after", "\nExample:\n  $ duologue evaluate cafe")
    .action(evaluate);
}

async function evaluate(name: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const run = new Run(runPath(name));
  const config = await run.config();
  const data = await readTrainingData(config);
  const engine = (await startEngine(config.engine)).name;
  const crew = await startCrew({ ...data, engine, threads: config.threads });
  const interrupt = onInterrupt("stopping; nothing was written");
  const progress = startProgress({ name: "evaluating", total: 1, unit: "dialogues", json });
  const onProgress = (done: number, total: number): void => {
    progress.setTotal(total);
    progress.update(done);
  };
  try {
    const { signal } = interrupt;
    const evaluating = evaluateRun({ ...data, run, config, engine, crew, resume: true, signal, onProgress });
    const report = await unlessInterrupted(evaluating, interrupt);
    progress.stop();
    if (report === undefined) process.exitCode = interruptedExitCode;
    else showReport(report, json);
  } finally {
    interrupt.release();
    await crew.close();
  }
}
