import { existsSync } from "node:fs";
import type { Command } from "commander";
import { RunError } from "../errors.ts";
import { reinforceRun, type TrainingOptions } from "../train/training.ts";
import type { TrainingEvent } from "../train/training-event.ts";
import { Run } from "../train/run.ts";
import { runPath } from "./run-path.ts";
import { trainingSession } from "./training-session.ts";

interface ReinforceFlags {
  readonly resume?: true;
  readonly json?: true;
}

export function addReinforceCommand(program: Command): void {
  program
    .command("reinforce")
    .description("learn from reward: the second half of train, from a run's reference on")
    .argument("<run>", "name or folder of a run that was pretrained")
    .option("--resume", "go on with a reinforcement that was stopped; else it begins anew")
    .option("--json", "the result as one JSON object on stdout")
    .addHelpText("after", "\nExample:\n  $ duologue pretrain --run talk && duologue reinforce talk")
    .action(reinforce);
}

async function reinforce(name: string, flags: ReinforceFlags): Promise<void> {
  const run = new Run(runPath(name));
  const config = { ...(await run.config()), run: run.folder };
  if (!existsSync(run.reference)) {
    throw new RunError(
      `${run.reference}: the run has no reference yet; learn one with: duologue pretrain --run ${name}`,
    );
  }
  const anew = (options: TrainingOptions): AsyncGenerator<TrainingEvent> =>
    reinforceRun({ ...options, resume: flags.resume === true });
  const done = await trainingSession(config, { ...flags, resume: true }, anew);
  if (done === undefined) return;
  const learner = done.run.learner();
  const text =
    flags.json === true
      ? JSON.stringify({ run: done.run.name, learner })
      : `The learner of run "${done.run.name}" is in ${learner}; see whether it helped: duologue evaluate ${name}`;
  process.stdout.write(`${text}\n`);
}
