import { describe, expect, test } from "vitest";
import { z } from "zod";
import { checkRule } from "../../src/reward/check-rule.ts";
import { defineRule, type Example, type Moment, type Rule } from "../../src/reward/contract.ts";

function rule(examples: readonly Example[], score: (moment: Moment) => number | null): Rule {
  return {
    ...defineRule({ name: "it", summary: "It.", range: [0, 10], options: z.strictObject({}), examples: [], score }),
    examples,
  };
}

describe("an example", () => {
  test("passes near its score and fails away from it", () => {
    const results = checkRule(
      rule(
        [
          { says: "x", scores: 5.04 },
          { says: "x", scores: 5.06 },
          { says: "x", scores: null },
        ],
        () => 5,
      ),
    );
    expect(results.map(({ passed }) => passed)).toEqual([true, false, false]);
  });

  test("fails where the rule throws, and tells why", () => {
    const [result] = checkRule(
      rule([{ says: "x", scores: 1 }], () => {
        throw new Error("oh");
      }),
    );
    expect(result).toMatchObject({
      passed: false,
      error: { message: 'rule "it" threw on dialogue example, turn 1 (a: "x"): oh' },
    });
  });

  test("fails where the rule changes what it is shown, however deep", () => {
    const spoil = ({ knows }: Moment) => (Object.assign(knows[0] ?? {}, { words: "spoilt" }), 1);
    const [result] = checkRule(rule([{ says: "x", knows: [["job", "vet"]], scores: 1 }], spoil));
    expect(result?.error?.message).toContain("read only");
  });

  test("alternates the turns before it, the last one by the partner", () => {
    let seen: readonly string[] = [];
    const look = ({ dialogue, heard, index }: Moment) => (
      (seen = dialogue.turns.map(({ seat }) => seat)),
      heard?.text === "two" ? index : 0
    );
    const [result] = checkRule(
      rule([{ before: ["one", "two"], says: "three", seats: ["host", "guest"], seat: "guest", scores: 2 }], look),
    );
    expect(result?.passed).toBe(true);
    expect(seen).toEqual(["guest", "host", "guest"]);
  });
});
