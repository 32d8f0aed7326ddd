import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { packageRoot } from "../../src/package-root.ts";
import { checkRule } from "../../src/reward/check-rule.ts";
import { knownRules, loadRule } from "../../src/reward/load-rules.ts";

const readme = await readFile(join(packageRoot, "rewards/README.md"), "utf8");
const rules = await Promise.all(knownRules().map(async (name) => ({ name, ...(await loadRule(name)) })));

// The contract that every rule in rewards/ keeps.
describe.each(rules)("rule $name", ({ rule, file }) => {
  test.each(checkRule(rule).map((result, index) => ({ ...result, number: index + 1 })))(
    "scores its example $number: $example.says",
    ({ example, score, error, passed }) => {
      expect(error).toBeUndefined();
      expect(passed, `expected ${example.scores}, got ${score?.value}`).toBe(true);
    },
  );

  test("has at least five examples, one of them where it does not apply", () => {
    expect(rule.examples.length).toBeGreaterThanOrEqual(5);
    expect(rule.examples.map(({ scores }) => scores)).toContain(null);
  });

  test("says in one line what it scores", () => {
    expect(rule.summary).toMatch(/^[A-Z].{10,90}\.$/);
  });

  test("gives every option a default and a meaning", () => {
    const defaults = rule.options.parse({});
    const { properties = {} } = z.toJSONSchema(rule.options);
    expect(defaults).toEqual(expect.objectContaining({}));
    for (const [key, option] of Object.entries(properties)) expect(option, key).toHaveProperty("description");
  });

  test("stands in the table of rewards/README.md with its own summary", () => {
    const rows = readme.split("\n").filter((line) => line.startsWith(`| \`${rule.name}\` | `));
    expect(rows.filter((row) => row.endsWith(` | ${rule.summary} |`))).toHaveLength(1);
  });

  test("is short enough to read at a glance", async () => {
    expect((await readFile(file, "utf8")).split("\n").length).toBeLessThanOrEqual(80);
  });
});
