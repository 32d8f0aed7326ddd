import { existsSync } from "node:fs";
import { basename, extname } from "node:path";
import type { Command } from "commander";
import { ruleSettings } from "../config.ts";
import { UsageError } from "../errors.ts";
import { checkRule } from "../reward/check-rule.ts";
import { judge } from "../reward/judge.ts";
import { backgroundOf, knownRules, loadRule, loadRules, type RuleSetting } from "../reward/load-rules.ts";
import type { Corpus } from "../text/corpus.ts";
import { loadCorpus } from "../text/load-corpus.ts";
import { configOf } from "./command-config.ts";
import { exampleReport, type RuleRow, ruleTable } from "./rules-report.ts";
import { scoresAsJson, scoresReport } from "./scores-report.ts";
import { seatedLike } from "./seating.ts";

interface Output {
  readonly json?: true;
}

interface ScoreOptions extends Output {
  readonly corpus?: string;
  readonly rule?: readonly string[];
  readonly count: string;
}

export function addRewardsCommand(program: Command): void {
  const rewards = program
    .command("rewards")
    .description("the rules that judge every turn: list them, test your own, score a transcript")
    .addHelpText("after", "\nExample:\n  $ duologue rewards score transcript.txt --corpus cafe");

  rewards
    .command("list")
    .description("the rules in rewards/ and in your config, and how much each counts")
    .option("--json", "one JSON object a rule, in a list")
    .addHelpText("after", "\nExample:\n  $ duologue rewards list")
    .action((options: Output, command: Command) => list(options, command));

  rewards
    .command("test")
    .description("run a rule on its own examples; exits 1 if one gets another score than it says")
    .argument("<file>", "your rule's file, or the name of a rule in rewards/")
    .option("--json", "the same as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  $ duologue rewards test ./asks-question.ts\n  $ duologue rewards test on-topic",
    )
    .action(test);

  rewards
    .command("score")
    .description("what the rules make of each turn of a transcript, and why")
    .argument("<transcript>", "a corpus, or a file of one: `Name: text` lines, dialogues.jsonl, ...")
    .option(
      "--corpus <name>",
      "judge as in this corpus: its house rules, its way of talking (default: the transcript itself)",
    )
    .option("--rule <rules...>", "names or files of rules, instead of those in the config")
    .option("--count <count>", "how many dialogues to print; the totals count all", "5")
    .option("--json", "the same as one JSON object")
    .addHelpText(
      "after",
      "\nExample:\n  $ duologue rewards score transcript.txt --corpus cafe --rule house-rules ./asks-question.ts",
    )
    .action(score);
}

async function list({ json }: Output, command: Command): Promise<void> {
  const settings = ruleSettings(await configOf(command));
  const unused = knownRules().filter((name) => !settings.some((setting) => setting.name === name));
  const all: readonly (Pick<RuleSetting, "name" | "path"> & { readonly weight?: number })[] = [
    ...settings,
    ...unused.map((name) => ({ name })),
  ];
  const rows = await Promise.all(
    all.map(async ({ name, path, weight }): Promise<RuleRow> => {
      const { rule, file } = await loadRule(name, path);
      return { name, weight: weight ?? null, range: rule.range, summary: rule.summary, path: file };
    }),
  );
  print(json ? JSON.stringify(rows) : ruleTable(rows));
}

async function test(file: string, { json }: Output): Promise<void> {
  const { rule, file: path } = await ruleAt(file);
  const results = checkRule(rule);
  const passed = results.every((result) => result.passed);
  print(
    json
      ? JSON.stringify({
          rule: rule.name,
          path,
          passed,
          examples: results.map(({ example, score, error, passed: fits }) => ({
            ...example,
            got: score?.value ?? null,
            ...(error && { error: error.message }),
            passed: fits,
          })),
        })
      : exampleReport(rule, path, results),
  );
  if (!passed) process.exitCode = 1;
}

async function score(transcript: string, options: ScoreOptions, command: Command): Promise<void> {
  const count = Number(options.count);
  if (!Number.isInteger(count) || count < 0)
    throw new UsageError(`--count: found "${options.count}", expected a whole number`);
  const corpus = options.corpus === undefined ? undefined : await loadCorpus(options.corpus);
  const read = await loadCorpus(transcript);
  const { dialogues, note } = corpus ? seatedLike(corpus, read) : { dialogues: read.dialogues, note: undefined };
  if (note !== undefined) process.stderr.write(`${note}\n`);

  const judged: Corpus = corpus ?? read;
  const configured = ruleSettings(await configOf(command));
  const settings = options.rule
    ? await Promise.all(options.rule.map((rule) => settingOf(rule, configured)))
    : configured;
  const fitting = settings.filter(({ name }) => name !== "house-rules" || judged.houseRules !== undefined);
  const rules = await loadRules(fitting, backgroundOf(judged));
  const judgement = judge(dialogues, rules, { seats: judged.seats });
  const scored = { dialogues, judgement, rules, seats: judged.seats };
  print(options.json ? JSON.stringify(scoresAsJson(scored)) : scoresReport(scored, count));
}

/** A rule of ours by its name, else the user's own by its file. */
function ruleAt(nameOrFile: string): ReturnType<typeof loadRule> {
  const isFile = /[./\\]/.test(nameOrFile) || existsSync(nameOrFile);
  return isFile ? loadRule(basename(nameOrFile, extname(nameOrFile)), nameOrFile) : loadRule(nameOrFile);
}

/** As the config has it, where it names the rule. */
async function settingOf(nameOrFile: string, configured: readonly RuleSetting[]): Promise<RuleSetting> {
  const own = configured.find(({ name }) => name === nameOrFile);
  if (own !== undefined) return { ...own, weight: 1 };
  const { rule, file } = await ruleAt(nameOrFile);
  return { name: rule.name, weight: 1, path: file };
}

function print(result: string): void {
  process.stdout.write(`${result}\n`);
}
