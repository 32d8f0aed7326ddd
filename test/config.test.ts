import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Config, type ConfigSources, configSchema, loadConfig, ruleSettings } from "../src/config.ts";
import { settings } from "../src/config/problems.ts";
import { ConfigError } from "../src/errors.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "duologue-config-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
const load = (sources: ConfigSources = {}): Promise<Config> => loadConfig({ folder, environment: {}, ...sources });

async function complaint(sources: ConfigSources = {}): Promise<string> {
  const error: unknown = await load(sources).catch((thrown: unknown) => thrown);
  if (!(error instanceof ConfigError)) throw new Error(`expected a ConfigError, found ${String(error)}`);
  expect(error.exitCode).toBe(2);
  return error.message;
}

describe("where settings come from", () => {
  test("the defaults are the recipe's", async () => {
    const config = await load();
    expect(config).toMatchObject({
      corpus: "cafe",
      engine: "auto",
      agent: { size: "small", layers: 1, vocabulary: 4000 },
      pretrain: { batch: 16, learningRate: 0.004, finalRate: 0.02, warmup: 50, clip: 1 },
      selfPlay: { scenes: 64, rollouts: 1, openedByPeople: 0.2, maxWords: 20 },
      reinforce: { clip: 1, discount: 0.95, supervisedEvery: 3 },
      opponents: { reference: 0.5, past: 0.3, self: 0.2, snapshotEvery: 50, keep: 10 },
      evaluate: { scenes: 300, every: 50 },
      server: { port: 3000, host: "127.0.0.1" },
    });
    expect(config.reinforce.entropy).toEqual({ from: 0.05, to: 0.01 });
    expect(config.reinforce.kl).toEqual({ coefficient: 0.1, target: 0.1, stop: 0.5 });
    expect(config.minutes).toBeUndefined();
  });

  test("the trained rules' default weights sum to 1, and the metrics weigh nothing", async () => {
    const rules = ruleSettings(await load());
    expect(rules.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
    expect(rules.filter(({ weight }) => weight === 0).map(({ name }) => name)).toEqual([
      "distinct",
      "fluency",
      "menu-facts",
      "task-success",
    ]);
  });

  test("a file overrides defaults, the environment a file, the command line all", async () => {
    await write(
      "duologue.config.ts",
      `import { defineConfig } from "duologue";
       export default defineConfig({ seed: 7, server: { port: 4000, host: "::1" }, reinforce: { kl: { target: 0.2 } } });`,
    );
    const config = await load({ environment: { PORT: "5000" }, overrides: { seed: 9, minutes: undefined } });
    expect(config.seed).toBe(9);
    expect(config.server).toEqual({ port: 5000, host: "::1" });
    expect(config.reinforce.kl).toEqual({ coefficient: 0.1, target: 0.2, stop: 0.5 });
  });

  test.each(["mjs", "js", "mts"])("reads duologue.config.%s", async (ending) => {
    await write(`duologue.config.${ending}`, "export default { seed: 11 };");
    expect((await load()).seed).toBe(11);
  });

  test("reads JSON, from a named file", async () => {
    await write("mine.json", `{ "selfPlay": { "turns": [4] } }`);
    expect((await load({ file: "mine.json" })).selfPlay.turns).toEqual([4]);
  });

  test("adds a rule to the default ones, its path meant from the config's folder, and changes one by name", async () => {
    await write(
      "mine.json",
      `{ "rewards": { "polite": { "weight": 1, "path": "rules/polite.ts" }, "on-topic": { "weight": 0 } } }`,
    );
    const { rewards } = await load({ file: join(folder, "mine.json"), folder: tmpdir() });
    expect(rewards["polite"]).toEqual({ weight: 1, path: join(folder, "rules/polite.ts") });
    expect(rewards["on-topic"]).toEqual({ weight: 0 });
    expect(rewards["house-rules"]).toEqual({ weight: 0.4 });
  });
});

describe("what is wrong", () => {
  test("an unknown key is named with its file and the nearest one beside it", async () => {
    await write("duologue.config.json", `{ "reinforce": { "learningRat": 0.1 } }`);
    expect(await complaint()).toBe(
      "duologue.config.json: reinforce.learningRat: there is no such key; did you mean reinforce.learningRate?",
    );
  });

  test("a key in the wrong group is sent to the right one", async () => {
    await write("duologue.config.json", `{ "rollouts": 8 }`);
    expect(await complaint()).toContain("rollouts: there is no such key; did you mean selfPlay.rollouts?");
  });

  test("a key like no other gets the list of its group", async () => {
    await write("duologue.config.json", `{ "server": { "certificates": true } }`);
    expect(await complaint()).toContain("server.certificates: there is no such key; expected one of port, host");
  });

  test("an unknown key of a rule is named", async () => {
    await write("duologue.config.json", `{ "rewards": { "on-topic": { "wieght": 1 } } }`);
    expect(await complaint()).toContain(
      "rewards.on-topic.wieght: there is no such key; did you mean rewards.on-topic.weight?",
    );
  });

  test("a word that every object knows is a key like any other", async () => {
    await write("duologue.config.json", `{ "constructor": 1, "__proto__": { "seed": 3 } }`);
    expect(await complaint()).toContain("constructor: there is no such key");
  });

  test("a bad value is named with what was found, what was expected and what it means", async () => {
    await write("duologue.config.json", `{ "pretrain": { "batch": "many" }, "seed": -1 }`);
    expect(await complaint()).toBe(
      [
        "duologue.config.json: seed: found -1, expected number to be >=0 (Fixes every random number.)",
        'duologue.config.json: pretrain.batch: found "many", expected number (Dialogues, each from one seat\'s view, in one update.)',
      ].join("\n"),
    );
  });

  test("a bad choice lists the choices", async () => {
    await write("duologue.config.json", `{ "agent": { "size": "huge" } }`);
    expect(await complaint()).toContain('agent.size: found "huge", expected one of "tiny" or "small" or "base"');
  });

  test("a rule without weight says so", async () => {
    await write("duologue.config.json", `{ "rewards": { "polite": {} } }`);
    expect(await complaint()).toContain("duologue.config.json: rewards.polite.weight: found nothing, expected number");
  });

  test("partners without any share are refused", async () => {
    await write("duologue.config.json", `{ "opponents": { "reference": 0, "past": 0, "self": 0 } }`);
    expect(await complaint()).toContain("expected at least one of reference, past and self above 0");
  });

  test("a bad flag and a bad PORT are not blamed on the file", async () => {
    await write("duologue.config.json", `{ "seed": 1 }`);
    expect(await complaint({ overrides: { minutes: -2 } })).toContain("the command line: minutes: found -2");
    expect(await complaint({ environment: { PORT: "http" } })).toContain(
      'the environment (PORT, HOST): server.port: found "http", expected number',
    );
  });

  test("a named file that is not there is named in full", async () => {
    expect(await complaint({ file: "nowhere.json" })).toBe(
      `${join(folder, "nowhere.json")}: there is no such config file; check the path given to --config`,
    );
  });

  test("a module without default export, and two config files, are refused with the remedy", async () => {
    await write("duologue.config.ts", "export const seed = 3;");
    expect(await complaint()).toContain("has no default export; expected `export default defineConfig({ … })`");
    await write("duologue.config.json", "{}");
    expect(await complaint()).toContain("found duologue.config.ts and duologue.config.json, expected one config file");
  });

  test("broken JSON is named with its file", async () => {
    await write("duologue.config.json", `{ "seed": }`);
    await expect(load()).rejects.toThrow(join(folder, "duologue.config.json"));
  });
});

test("every setting and group has a meaning, and the defaults pass the schema", () => {
  const silent = [...settings()].filter(([key, meaning]) => meaning === "" && !key.endsWith("*"));
  expect(silent).toEqual([]);
  expect(settings().get("reinforce.kl.target")).toBe("Nats a word that the coefficient steers to.");
  expect(configSchema.safeParse({}).success).toBe(true);
});
