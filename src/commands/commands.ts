import type { Command } from "commander";
import { addCorpusCommand } from "./corpus.ts";
import { addDoctorCommand } from "./doctor.ts";

/** Every command, in the order in which the help lists them. */
export function addCommands(program: Command): void {
  addCorpusCommand(program);
  addDoctorCommand(program);
}
