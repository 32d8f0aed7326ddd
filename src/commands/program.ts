import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { z } from "zod";
import { UserError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";

const Manifest = z.object({ version: z.string(), description: z.string() });

export function manifest(): z.infer<typeof Manifest> {
  return Manifest.parse(JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")));
}

const examples = `
Examples:
  $ duologue start                            train on the café corpus and open the chat page meanwhile
  $ duologue train --corpus smalltalk --minutes 5
  $ duologue selfplay NAME --count 3          read what two agents say to each other in a run
  $ duologue COMMAND --help                   what a command does, with an example
`;

/** The program before any command is added to it. Settings here hold for commands that are added later. */
export function newProgram(): Command {
  const { version, description } = manifest();
  return new Command("duologue")
    .description(description)
    .version(version)
    .option("--config <file>", "settings, in TypeScript or JSON (default: duologue.config.* where there is one)")
    .showSuggestionAfterError()
    .showHelpAfterError("(--help shows what there is)")
    .addHelpText("after", examples)
    .exitOverride();
}

/**
 * Runs the command that `args` name. Gives the exit code: 0, 1 where it failed, 2 for bad usage. A user's mistake is
 * printed as its message, a fault of ours with its stack.
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // commander has printed already: help and version end well, all else is bad usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UserError) {
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}
