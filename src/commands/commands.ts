import type { Command } from "commander";
import { addBenchCommand } from "./bench.ts";
import { addChatCommand } from "./chat.ts";
import { addCorpusCommand } from "./corpus.ts";
import { addDoctorCommand } from "./doctor.ts";
import { addEvaluateCommand } from "./evaluate.ts";
import { addPretrainCommand } from "./pretrain.ts";
import { addReinforceCommand } from "./reinforce.ts";
import { addRewardsCommand } from "./rewards.ts";
import { addSelfPlayCommand } from "./selfplay.ts";
import { addServeCommand } from "./serve.ts";
import { addStartCommand } from "./start.ts";
import { addTrainCommand } from "./train.ts";

/** Every command, in the order in which the help lists them. */
export function addCommands(program: Command): void {
  addStartCommand(program);
  addTrainCommand(program);
  addPretrainCommand(program);
  addReinforceCommand(program);
  addEvaluateCommand(program);
  addSelfPlayCommand(program);
  addChatCommand(program);
  addServeCommand(program);
  addRewardsCommand(program);
  addCorpusCommand(program);
  addBenchCommand(program);
  addDoctorCommand(program);
}
