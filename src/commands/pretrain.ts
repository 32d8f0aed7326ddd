import type { Command } from "commander";
import { pretrainRun } from "../train/training.ts";
import { type TrainingFlags, trainingConfig, withTrainingFlags } from "./training-flags.ts";
import { trainingSession } from "./training-session.ts";

export function addPretrainCommand(program: Command): void {
  withTrainingFlags(
    program
      .command("pretrain")
      .description("learn from a corpus alone: the first half of train; leaves a run's reference"),
  )
    .addHelpText("after", "\nExample:\n  $ duologue pretrain --corpus smalltalk --run talk")
    .action(async (flags: TrainingFlags, command: Command) => {
      const done = await trainingSession(await trainingConfig(command, flags), flags, pretrainRun);
      if (done === undefined) return;
      const { name: run, reference } = done.run;
      const text =
        flags.json === true ? JSON.stringify({ run, reference }) : `The reference of run "${run}" is in ${reference}`;
      process.stdout.write(`${text}\n`);
    });
}
