import { relative } from "node:path";
import { styleText } from "node:util";
import { packageRoot } from "../package-root.ts";
import type { ExampleResult } from "../reward/check-rule.ts";
import type { Rule } from "../reward/contract.ts";
import { readable } from "../text/readable.ts";
import { aligned } from "./table.ts";

export interface RuleRow {
  readonly name: string;
  /** Of the config; `null` for a rule that it does not name. */
  readonly weight: number | null;
  readonly range: readonly [number, number];
  readonly summary: string;
  readonly path: string;
}

/** What is trained on first, by its share of the reward; then metrics; then what is there and not used. */
export function ruleTable(rules: readonly RuleRow[]): string {
  const total = rules.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  const share = ({ weight }: RuleRow): string =>
    weight === null ? "not used" : weight === 0 ? "metric" : `${Math.round((100 * weight) / total)} %`;
  const rows = rules
    .toSorted((a, b) => (b.weight ?? -1) - (a.weight ?? -1))
    .map((rule) => [rule.name, share(rule), `${rule.range[0]} to ${rule.range[1]}`, rule.summary + ownFile(rule.path)]);
  const [title = "", ...lines] = aligned([["rule", "reward", "range", ""], ...rows], new Set([1]));
  return [styleText("dim", title), ...lines].join("\n");
}

function ownFile(path: string): string {
  const inside = relative(packageRoot, path);
  return inside.startsWith("rewards/") ? "" : ` (${shown(path)})`;
}

/** Each example with what it was to score and what it scored. */
export function exampleReport(rule: Rule, path: string, results: readonly ExampleResult[]): string {
  const failed = results.filter(({ passed }) => !passed).length;
  const verdict =
    failed === 0
      ? `${styleText("green", "✓")} all ${results.length} examples score as they say`
      : `${styleText("red", "✗")} ${failed} of ${results.length} examples score otherwise than they say`;
  const rows = results.map(({ example: { before = [], says, scores } }) => [
    scoreText(scores),
    [...before, says].map(quoted).join(styleText("dim", " → ")),
  ]);
  const width = Math.max(...rows.map(([score = ""]) => score.length));
  const lines = results.flatMap((result, index) => {
    const [score = "", talk = ""] = rows[index] ?? [];
    const mark = result.passed ? styleText("green", "✓") : styleText("red", "✗");
    return [
      `${mark} ${score.padStart(width)}  ${talk}`,
      ...otherwise(result).map((line) => `${" ".repeat(width + 4)}${line}`),
    ];
  });
  return [
    `${styleText("bold", rule.name)}  ${styleText("dim", shown(path))}`,
    rule.summary,
    "",
    ...lines,
    "",
    verdict,
  ].join("\n");
}

/** What a failed example scored instead, and why. */
function otherwise({ example, score, error, passed }: ExampleResult): readonly string[] {
  if (passed) return [];
  if (error) return [styleText("red", error.message)];
  const notes = (score?.evidence ?? []).map(({ note }) => note);
  const why = notes.length === 0 ? "" : styleText("dim", ` (${notes.join("; ")})`);
  return [`${styleText("red", `expected ${scoreText(example.scores)}, got ${scoreText(score?.value ?? null)}`)}${why}`];
}

function quoted(text: string): string {
  return text === "" ? "(nothing)" : readable(text);
}

function scoreText(value: number | null): string {
  return value === null ? "–" : String(Number(value.toFixed(3)));
}

function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
