import { z } from "zod";
import { RuleError } from "../errors.ts";
import type { Rule } from "./contract.ts";
import { describeIssues } from "./zod-issues.ts";

const Pair = z.tuple([z.string(), z.string()]);

const ExampleShape = z.strictObject({
  before: z.array(z.string()).exactOptional(),
  says: z.string(),
  seats: Pair.exactOptional(),
  seat: z.string().exactOptional(),
  knows: z.array(Pair).exactOptional(),
  outcome: z.strictObject({ success: z.boolean(), reasons: z.array(z.string()).exactOptional() }).exactOptional(),
  last: z.boolean().exactOptional(),
  options: z.record(z.string(), z.unknown()).exactOptional(),
  houseRules: z.string().exactOptional(),
  corpus: z.array(z.array(z.string())).exactOptional(),
  corpusKnows: z.array(Pair).exactOptional(),
  scores: z.number().nullable(),
});

// A rule's zod may be another copy than ours, so `instanceof` would refuse good schemas.
const isSchema = (value: unknown): value is z.ZodType =>
  typeof value === "object" && value !== null && "_zod" in value && "safeParse" in value;

const isFunction = (value: unknown): boolean => typeof value === "function";

const RuleShape = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "expected kebab-case"),
  summary: z.string().min(1),
  range: z
    .tuple([z.number(), z.number()])
    .refine(([least, greatest]) => least < greatest, "expected the least score first, below the greatest"),
  options: z.custom<z.ZodType>(isSchema, "expected a zod schema, such as z.strictObject({})"),
  examples: z.array(ExampleShape).min(1, "expected at least one example"),
  prepare: z.custom<NonNullable<Rule["prepare"]>>(isFunction, "expected a function").exactOptional(),
  score: z.custom<Rule["score"]>(isFunction, "expected a function (moment, options, prepared) => number | null"),
});

/**
 * The rule that a module exports by default.
 *
 * @throws RuleError at `path` with every key that is not as the contract says.
 */
export function ruleFrom(module: Readonly<Record<string, unknown>>, path: string): Rule {
  const found = module["default"];
  if (found === undefined) {
    throw new RuleError(`${path}: no default export; expected \`export default defineRule({ … })\``, { exitCode: 2 });
  }
  const checked = RuleShape.safeParse(found);
  if (!checked.success) {
    throw new RuleError(
      `${path}: not a rule: ${describeIssues(checked.error, found)}; expected \`export default defineRule({ … })\``,
      { exitCode: 2 },
    );
  }
  const { prepare, ...rule } = checked.data;
  // Called as methods of the rule itself, so that one may use `this`.
  return { ...rule, ...(prepare && { prepare }) };
}
