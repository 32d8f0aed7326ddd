import type { Command } from "commander";
import { z } from "zod";
import { type Config, loadConfig } from "../config.ts";

const GlobalOptions = z.object({ config: z.string().optional() });

/** The config that a command runs with: the file of `--config`, or of the working folder, under the command's own flags. */
export function configOf(command: Command, overrides: object = {}): Promise<Config> {
  const { config: file } = GlobalOptions.parse(command.optsWithGlobals());
  return loadConfig({ file, overrides });
}
