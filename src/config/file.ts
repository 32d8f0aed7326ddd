import { existsSync } from "node:fs";
import { extname, join, relative, resolve } from "node:path";
import { ConfigError } from "../errors.ts";
import { loadModule } from "../load-module.ts";

const names = ["ts", "mts", "js", "mjs", "json"].map((ending) => `duologue.config.${ending}`);

/** A config file's path and what it holds, unchecked. */
export interface ConfigFile {
  readonly path: string;
  readonly values: unknown;
}

/** The file that is named, or the `duologue.config.*` of `folder`, where there is one. */
export async function readConfigFile(named: string | undefined, folder: string): Promise<ConfigFile | undefined> {
  const path = named === undefined ? defaultFile(folder) : resolve(folder, named);
  if (path === undefined) return undefined;
  if (!existsSync(path))
    throw new ConfigError(`${path}: there is no such config file; check the path given to --config`);
  const module = await loadModule(path);
  if (extname(path) !== ".json" && !("default" in module)) {
    throw new ConfigError(`${path}: has no default export; expected \`export default defineConfig({ … })\``);
  }
  return { path, values: module["default"] ?? module };
}

function defaultFile(folder: string): string | undefined {
  const present = names.filter((name) => existsSync(join(folder, name)));
  if (present.length > 1) {
    throw new ConfigError(
      `${folder}: found ${present.join(" and ")}, expected one config file; remove the others or use --config`,
    );
  }
  return present[0] === undefined ? undefined : join(folder, present[0]);
}

/** How messages name a file: from the working folder, where it lies below that. */
export function shownPath(path: string, folder: string): string {
  const short = relative(folder, path);
  return short.startsWith("..") ? path : short;
}
