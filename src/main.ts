#!/usr/bin/env node
import { addCommands } from "./commands/commands.ts";
import { newProgram, runProgram } from "./commands/program.ts";

// `duologue … | head` closes the pipe early, which is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const args = process.argv.slice(2);
const program = newProgram();
await addCommands(program, args);
process.exitCode = await runProgram(program, args);
