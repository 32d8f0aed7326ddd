import { dirname, resolve } from "node:path";
import { readConfigFile, shownPath } from "./config/file.ts";
import { type Layer, mergedLayers } from "./config/layers.ts";
import { problemsIn } from "./config/problems.ts";
import { defaultRewards } from "./config/rewards.ts";
import { type Config, type ConfigInput, configSchema } from "./config/schema.ts";
import { ConfigError } from "./errors.ts";

export type { Config, ConfigInput } from "./config/schema.ts";
export { configSchema } from "./config/schema.ts";

export interface ConfigSources {
  /** A config file; without it, `duologue.config.*` in `folder`, where there is one. */
  readonly file?: string | undefined;
  /** What the command line says, in the form of a ConfigInput but not checked yet; `undefined` where a flag is not given. */
  readonly overrides?: object;
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Every setting: defaults, over them the config file, then PORT and HOST, then the overrides.
 *
 * @throws ConfigError that names every key that is unknown or has a bad value, and where it stands.
 */
export async function loadConfig(sources: ConfigSources = {}): Promise<Config> {
  const { overrides = {}, folder = process.cwd(), environment = process.env } = sources;
  const file = await readConfigFile(sources.file, folder);
  const layers: Layer[] = [{ source: "the defaults", values: { rewards: defaultRewards } }];
  if (file) layers.push({ source: shownPath(file.path, folder), values: file.values });
  layers.push({ source: "the environment (PORT, HOST)", values: { server: serverIn(environment) } });
  layers.push({ source: "the command line", values: overrides });

  return withAbsolutePaths(checked(layers), file ? dirname(file.path) : folder);
}

/**
 * Settings that `source` has kept, such as a run's.
 *
 * @throws ConfigError as `loadConfig` does, where another version or a person wrote them.
 */
export function keptConfig(values: unknown, source: string): Config {
  return checked([{ source, values }]);
}

function checked(layers: readonly Layer[]): Config {
  const values = mergedLayers(layers);
  const parsed = configSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new ConfigError(problemsIn(parsed.error.issues, layers, values).join("\n"));
}

/** Types a user's config; gives it back as it is. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}

/** Each rule's setting, in the order of the config. */
export function ruleSettings(
  config: Pick<Config, "rewards">,
): readonly ({ readonly name: string } & Config["rewards"][string])[] {
  return Object.entries(config.rewards).map(([name, setting]) => ({ name, ...setting }));
}

function serverIn({ PORT, HOST }: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const port = PORT === undefined || PORT === "" ? undefined : /^\d+$/.test(PORT) ? Number(PORT) : PORT;
  return { port, host: HOST === "" ? undefined : HOST };
}

/** A rule's path is meant from the folder of the config that names it. */
function withAbsolutePaths(config: Config, folder: string): Config {
  const rewards = Object.entries(config.rewards).map(([name, rule]) => {
    return [name, rule.path === undefined ? rule : { ...rule, path: resolve(folder, rule.path) }] as const;
  });
  return { ...config, rewards: Object.fromEntries(rewards) };
}
