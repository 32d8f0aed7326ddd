import type { Command } from "commander";
import { train } from "../train/training.ts";
import { showReport } from "./show-report.ts";
import { type TrainingFlags, trainingConfig, withRepeatFlags, withTrainingFlags } from "./training-flags.ts";
import { trainingSession } from "./training-session.ts";

export function addTrainCommand(program: Command): void {
  withRepeatFlags(
    withTrainingFlags(
      program.command("train").description("learn from a corpus, then from reward, and measure whether it helped"),
    ),
  )
    .addHelpText(
      "after",
      "\nExamples:\n  $ duologue train --minutes 10\n  $ duologue train --corpus smalltalk --seeds 5 --controls\n  $ duologue train --resume --run cafe",
    )
    .action(async (flags: TrainingFlags, command: Command) => {
      const done = await trainingSession(await trainingConfig(command, flags), flags, train);
      if (done?.result !== undefined) showReport(done.result, flags.json === true);
    });
}
