import { join } from "node:path";
import { Command } from "commander";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { addRewardsCommand } from "../../src/commands/rewards.ts";
import { UsageError } from "../../src/errors.ts";
import { knownRules } from "../../src/reward/load-rules.ts";
import { folderWith } from "../text/folder.ts";

afterEach(() => {
  process.exitCode = undefined;
});

async function rewards(...args: readonly string[]): Promise<{ out: string; err: string; exitCode: unknown }> {
  const written = { out: "", err: "" };
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((written.out += String(text))));
  const err = vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((written.err += String(text))));
  onTestFinished(() => void [out.mockRestore(), err.mockRestore()]);
  const program = new Command().exitOverride().option("--config <file>");
  addRewardsCommand(program);
  await program.parseAsync(["rewards", ...args], { from: "user" });
  return { ...written, exitCode: process.exitCode };
}

const transcript = `Ben: Hello! What can I get you?
Anna: A tea, please.
Ben: Damn. What can I get you?
`;

/** A corpus with house rules, and a transcript of other people. */
function files(): Promise<string> {
  const turns = [
    { seat: "barista", text: "hi" },
    { seat: "customer", text: "a tea" },
    { seat: "barista", text: "sure" },
  ];
  return folderWith({
    "corner/corpus.json": JSON.stringify({
      name: "corner",
      seats: ["barista", "customer"],
      opens: "barista",
      licence: "MIT",
      source: "this test",
    }),
    "corner/all.jsonl": `${JSON.stringify({ turns, split: "train" })}\n`,
    "corner/house-rules.yaml":
      "rules:\n  - { name: greet, seat: barista, must: [hello, hi], within-turns: 1 }\n  - { name: no-swearing, seat: barista, never: [damn] }\n",
    "talk.txt": transcript,
    "asks.ts": `
      import { z } from "zod";
      import { defineRule } from "duologue";
      export default defineRule({
        name: "asks",
        summary: "Favours questions.",
        range: [0, 1],
        options: z.strictObject({}),
        examples: [{ says: "why ?", scores: 1 }, { says: "so .", scores: 1 }],
        score: ({ words }) => (words.at(-1) === "?" ? 1 : 0),
      });`,
  });
}

describe("rewards list", () => {
  test("names every rule, what it is for and how much it counts", async () => {
    const { out } = await rewards("list");
    for (const name of knownRules()) expect(out).toMatch(new RegExp(`^${name} +(?:\\d+ %|metric) +0 to 1  [A-Z]`, "m"));
  });

  test("--json has the weights of the config", async () => {
    const folder = await folderWith({
      "duologue.config.json": JSON.stringify({ rewards: { "on-topic": { weight: 7 } } }),
    });
    const { out } = await rewards("list", "--json", "--config", join(folder, "duologue.config.json"));
    const rows: unknown = JSON.parse(out);
    expect(rows).toContainEqual(expect.objectContaining({ name: "on-topic", weight: 7, range: [0, 1] }));
  });
});

describe("rewards test", () => {
  test("shows what a failed example scored instead, and exits 1", async () => {
    const { out, exitCode } = await rewards("test", join(await files(), "asks.ts"));
    expect(out).toMatch(/✓ 1 {2}Why\?/);
    expect(out).toMatch(/✗ 1 {2}So\.\n +expected 1, got 0/);
    expect(out).toContain("1 of 2 examples score otherwise than they say");
    expect(exitCode).toBe(1);
  });

  test("passes a rule of ours by its name", async () => {
    const { out, exitCode } = await rewards("test", "no-repetition", "--json");
    expect(JSON.parse(out)).toMatchObject({ rule: "no-repetition", passed: true });
    expect(exitCode).toBeUndefined();
  });

  test("tells which name was meant", async () => {
    await expect(rewards("test", "on-topik")).rejects.toThrow('did you mean "on-topic"?');
  });
});

describe("rewards score", () => {
  test("shows each turn with its scores and why, and the totals", async () => {
    const { out } = await rewards("score", join(await files(), "talk.txt"), "--rule", "no-repetition");
    expect(out).toMatch(
      /Ben {3}Damn\. What can I get you\?\n {6}no-repetition 0\.00\n {6}no-repetition: asked before "what can i get you"/,
    );
    expect(out).toMatch(/no-repetition +1 +1 +0\.000 +0\.000 +–/);
  });

  test("judges by the house rules of a corpus, whoever opens taking the seat that opens", async () => {
    const folder = await files();
    const { out, err } = await rewards(
      "score",
      join(folder, "talk.txt"),
      "--corpus",
      join(folder, "corner"),
      "--rule",
      "house-rules",
      "--json",
    );
    expect(err).toContain('"Ben" is taken for the barista, "Anna" for the customer');
    expect(JSON.parse(out)).toMatchObject({
      dialogues: [
        {
          turns: [
            { seat: "barista", scores: { "house-rules": 1 } },
            { seat: "customer", scores: { "house-rules": null } },
            { scores: { "house-rules": 0 } },
          ],
        },
      ],
      compliance: { "house-rules": { greet: { kept: 1, decided: 1 }, "no-swearing": { kept: 0, decided: 1 } } },
      rules: { "house-rules": 0.5 },
      reward: 0.5,
    });
  });

  test("takes a rule from the user's own file beside ours", async () => {
    const folder = await files();
    const { out } = await rewards(
      "score",
      join(folder, "talk.txt"),
      "--rule",
      join(folder, "asks.ts"),
      "no-repetition",
      "--json",
    );
    expect(JSON.parse(out)).toMatchObject({ rules: { asks: 2 / 3, "no-repetition": 0 } });
  });

  test("takes a rule of the config by its name, with its options and from where it lies", async () => {
    const folder = await files();
    const path = join(folder, "asks.ts");
    const config = await folderWith({
      "duologue.config.json": JSON.stringify({ rewards: { asks: { path, weight: 0.1 } } }),
    });
    const file = join(config, "duologue.config.json");
    const { out } = await rewards("score", join(folder, "talk.txt"), "--rule", "asks", "--json", "--config", file);
    expect(JSON.parse(out)).toMatchObject({ rules: { asks: expect.closeTo(2 / 3, 9) } });
  });

  test("refuses a count that is none", async () => {
    await expect(rewards("score", join(await files(), "talk.txt"), "--count", "few")).rejects.toBeInstanceOf(
      UsageError,
    );
  });
});
