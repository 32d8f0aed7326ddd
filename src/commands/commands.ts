import type { Command } from "commander";
import { addChatCommand } from "./chat.ts";
import { addCorpusCommand } from "./corpus.ts";
import { addDoctorCommand } from "./doctor.ts";
import { addRewardsCommand } from "./rewards.ts";
import { addSelfPlayCommand } from "./selfplay.ts";
import { addServeCommand } from "./serve.ts";
import { addStartCommand } from "./start.ts";

/** Every command, in the order in which the help lists them. */
export function addCommands(program: Command): void {
  addStartCommand(program);
  addSelfPlayCommand(program);
  addChatCommand(program);
  addServeCommand(program);
  addRewardsCommand(program);
  addCorpusCommand(program);
  addDoctorCommand(program);
}
