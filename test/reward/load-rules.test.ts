import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RuleError, UsageError } from "../../src/errors.ts";
import type { Background } from "../../src/reward/contract.ts";
import { loadRules, type RuleSetting } from "../../src/reward/load-rules.ts";
import { moments } from "../../src/reward/moment.ts";
import { folderWith } from "../text/folder.ts";
import { dialogueOf, seats } from "./dialogue-of.ts";

const background: Background = {
  name: "test",
  seats,
  houseRules: undefined,
  dialogues: [dialogueOf(["hi", "hi there"])],
};

/** A rule file; `parts` take the place of what it says of itself. */
function source(parts: Readonly<Record<string, string>> = {}): string {
  const rule = {
    name: `"shouts"`,
    summary: `"Favours turns that end in a bang."`,
    range: "[0, 1]",
    options: `z.strictObject({ mark: z.string().default("!") })`,
    examples: `[{ says: "hey !", scores: 1 }]`,
    prepare: "({ dialogues }) => dialogues.length",
    score: "({ words }, { mark }, count) => (words.at(-1) === mark ? count : 0)",
    ...parts,
  };
  const keys = Object.entries(rule).map(([key, value]) => `${key}: ${value}`);
  return `import { z } from "zod"; import { defineRule } from "duologue"; export default defineRule({ ${keys.join(", ")} });`;
}

async function loadFile(
  text: string,
  setting: Partial<RuleSetting> = {},
  file = "shouts.ts",
): ReturnType<typeof loadRules> {
  const folder = await folderWith({ [file]: text });
  return loadRules([{ name: "shouts", weight: 1, path: join(folder, file), ...setting }], background);
}

function scores(rules: Awaited<ReturnType<typeof loadRules>>, text: string): unknown {
  const [moment] = moments(dialogueOf([text]), seats);
  return moment && rules[0]?.score(moment);
}

describe("a user's own file", () => {
  test("imports from duologue, reads the corpus and has its options", async () => {
    const rules = await loadFile(source());
    expect(rules[0]).toMatchObject({ name: "shouts", weight: 1, range: [0, 1] });
    expect(scores(rules, "hey !")).toBe(1);
    expect(scores(await loadFile(source(), { options: { mark: "?" } }), "hey !")).toBe(0);
  });

  test.each([
    ["no score", { score: "1" }, "score: found 1, expected a function"],
    ["a range that runs down", { range: "[1, 0]" }, "range: found [1,0], expected the least score first"],
    ["a name in capitals", { name: `"Shouts"` }, 'name: found "Shouts", expected kebab-case'],
    ["no examples", { examples: "[]" }, "examples: found [], expected at least one example"],
    ["a misspelt key", { sumary: `"x"` }, 'Unrecognized key: "sumary"'],
    ["options without a schema", { options: "{ mark: String }" }, "options: found {}, expected a zod schema"],
    [
      "an example with a wrong score",
      { examples: `[{ says: "x", scores: "1" }]` },
      'examples.0.scores: found "1", expected number',
    ],
    [
      "another name than its file's",
      { name: `"whispers"` },
      'the rule is named "whispers"; expected "shouts", as its file',
    ],
    [
      "a corpus that it cannot read",
      { prepare: `() => { throw new Error("too small") }` },
      'rule "shouts" could not read the corpus test: too small',
    ],
  ])("with %s is refused", async (_, parts, message) => {
    const loading = loadFile(source(parts));
    await expect(loading).rejects.toThrow(message);
    await expect(loading).rejects.toBeInstanceOf(RuleError);
    await expect(loading).rejects.toMatchObject({ exitCode: 2 });
  });

  test("that exports nothing by default is refused", async () => {
    await expect(loadFile("export const rule = 1;")).rejects.toThrow(
      "no default export; expected `export default defineRule({ … })`",
    );
  });

  test("under another name than the config's is refused", async () => {
    await expect(loadFile(source(), { name: "bangs" })).rejects.toThrow(
      'holds the rule "shouts", but is set as "bangs"',
    );
  });
});

test("a wrong option is told with the rule, its key, what was found and what is expected", async () => {
  const loading = loadRules([{ name: "no-repetition", weight: 1, options: { run: "four" } }], background);
  await expect(loading).rejects.toThrow('rule "no-repetition", options: run: found "four", expected number');
});

test("an unknown option is told", async () => {
  const loading = loadRules([{ name: "no-repetition", weight: 1, options: { runs: 4 } }], background);
  await expect(loading).rejects.toThrow('rule "no-repetition", options: Unrecognized key: "runs"');
});

test("an unknown rule is told with the one that was meant and all there are", async () => {
  const loading = loadRules([{ name: "no-repetitoin", weight: 1 }], background);
  await expect(loading).rejects.toThrow(
    /no rule "no-repetitoin" in rewards\/; did you mean "no-repetition"\?\nThere are .*on-topic/,
  );
  await expect(loading).rejects.toBeInstanceOf(UsageError);
});

test("broken house rules are told with their line", async () => {
  const houseRules = "rules:\n  - name: greet\n    seat: waiter\n    must: [hi]";
  const loading = loadRules([{ name: "house-rules", weight: 1 }], { ...background, houseRules });
  await expect(loading).rejects.toThrow('house-rules.yaml:3: greet, seat: found "waiter"; expected "a" or "b"');
  await expect(loading).rejects.toMatchObject({ exitCode: 2 });
});
