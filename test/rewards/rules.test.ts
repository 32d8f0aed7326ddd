import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { checkRule } from "../../src/reward/check-rule.ts";
import { knownRules, loadRule } from "../../src/reward/load-rules.ts";

// The contract that every rule in rewards/ keeps.
describe.each(knownRules())("rule %s", async (name) => {
  const { rule, file } = await loadRule(name);

  test.each(checkRule(rule).map((result, index) => [`${index + 1}: "${result.example.says}"`, result] as const))(
    "scores its example %s",
    (_, { example, score, error }) => {
      expect(error).toBeUndefined();
      if (example.scores === null) expect(score).toMatchObject({ value: null });
      else expect(score?.value).toBeCloseTo(example.scores, 2);
    },
  );

  test("has at least five examples, one of them where it does not apply", () => {
    expect(rule.examples.length).toBeGreaterThanOrEqual(5);
    expect(rule.examples.map(({ scores }) => scores)).toContain(null);
  });

  test("says in one line what it favours", () => {
    expect(rule.summary).toMatch(/^[A-Z].{10,90}\.$/);
  });

  test("gives every option a default and a meaning", () => {
    const defaults = rule.options.parse({});
    expect(defaults).toBeTypeOf("object");
  });

  test("stays short enough to read at a glance", async () => {
    expect((await readFile(file, "utf8")).split("\n").length).toBeLessThanOrEqual(120);
  });
});
