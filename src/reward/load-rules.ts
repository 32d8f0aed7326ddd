import { readdirSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { RuleError, UsageError } from "../errors.ts";
import { loadModule } from "../load-module.ts";
import { nearestName } from "../nearest-name.ts";
import { packageRoot } from "../package-root.ts";
import type { Corpus } from "../text/corpus.ts";
import type { Background, Moment, Rule, Score } from "./contract.ts";
import { ruleFrom } from "./rule-shape.ts";
import { describeIssues } from "./zod-issues.ts";

/** Which rule, how much it counts and how it is set. */
export interface RuleSetting {
  readonly name: string;
  /** Its part of the reward, relative to the others'; 0 = a metric, recorded and never trained on. */
  readonly weight: number;
  /** A file of the user's own; without it, the rule of that name in `rewards/`. */
  readonly path?: string | undefined;
  readonly options?: unknown;
}

/** A rule that has read its corpus and has its options: a moment in, a score out. */
export interface LoadedRule extends Pick<Rule, "name" | "summary" | "range"> {
  readonly weight: number;
  /** Absolute path of its file. */
  readonly path: string;
  score(moment: Moment): number | null | Score;
}

/** What rules may read of a corpus: the dialogues that are learnt from, none of those held out. */
export function backgroundOf({ name, seats, houseRules, dialogues }: Corpus): Background {
  return { name, seats, houseRules, dialogues: dialogues.filter(({ split }) => split === "train") };
}

const folder = join(packageRoot, "rewards");

/** Names of the rules in `rewards/`, in alphabetical order. */
export function knownRules(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"))
    .toSorted();
}

/**
 * Loads each rule of `settings` and lets it read the corpus.
 *
 * @throws UsageError for a name that is not in `rewards/`; RuleError for a file, options or a corpus that do not fit.
 */
export function loadRules(settings: readonly RuleSetting[], background: Background): Promise<readonly LoadedRule[]> {
  return Promise.all(
    settings.map(async ({ name, weight, path, options }) => {
      const { rule, file } = await loadRule(name, path);
      return { ...bindRule(rule, options ?? {}, background), weight, path: file };
    }),
  );
}

/** The rule as its file defines it, from `rewards/` or, given `path`, from the user's own file. */
export async function loadRule(name: string, path?: string): Promise<{ readonly rule: Rule; readonly file: string }> {
  if (path === undefined && !knownRules().includes(name)) {
    const near = nearestName(name, knownRules());
    throw new UsageError(
      `no rule "${name}" in rewards/${near === undefined ? "" : `; did you mean "${near}"?`}\n` +
        `There are ${knownRules().join(", ")}. For a rule of your own, give its \`path\`.`,
    );
  }
  const file = path === undefined ? join(folder, `${name}.ts`) : resolve(path);
  const rule = ruleFrom(await loadModule(file), file);
  const fileName = basename(file, extname(file));
  if (rule.name !== fileName) {
    throw new RuleError(`${file}: the rule is named "${rule.name}"; expected "${fileName}", as its file`, {
      exitCode: 2,
    });
  }
  if (name !== rule.name) {
    throw new RuleError(`${file}: holds the rule "${rule.name}", but is set as "${name}"; use one name`, {
      exitCode: 2,
    });
  }
  return { rule, file };
}

/** The rule with its options checked and its corpus read. */
export function bindRule(
  rule: Rule,
  options: unknown,
  background: Background,
): Pick<LoadedRule, "name" | "summary" | "range" | "score"> {
  const { name, summary, range } = rule;
  const checked = rule.options.safeParse(options);
  if (!checked.success) {
    throw new RuleError(`rule "${name}", options: ${describeIssues(checked.error, options)}`, { exitCode: 2 });
  }
  const prepared = prepare(rule, checked.data, background);
  return { name, summary, range, score: (moment) => rule.score(moment, checked.data, prepared) };
}

function prepare(rule: Rule, options: unknown, background: Background): unknown {
  try {
    return rule.prepare?.(background, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RuleError(`rule "${rule.name}" could not read the corpus ${background.name}: ${reason}`, {
      cause: error,
      exitCode: 2,
    });
  }
}
