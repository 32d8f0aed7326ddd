import { resolve } from "node:path";
import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import type { Corpus } from "../text/corpus.ts";
import { corpusStatistics } from "../text/corpus-statistics.ts";
import { corpusNames } from "../text/find-corpus.ts";
import { formats } from "../text/formats/formats.ts";
import { isBroken, loadCorpus, readCorpus } from "../text/load-corpus.ts";
import { explainProblem, shownPath } from "../text/problem.ts";
import { writeCorpus } from "../text/write-corpus.ts";
import { type CorpusRow, corpusReport, corpusTable } from "./corpus-report.ts";

interface Output {
  readonly json?: true;
}

interface ImportOptions extends Output {
  readonly out?: string;
  readonly name?: string;
  readonly licence?: string;
  readonly source?: string;
}

export function addCorpusCommand(program: Command): void {
  const corpus = program
    .command("corpus")
    .description("the dialogues to learn from: list them, check them, bring your own")
    .addHelpText("after", "\nExample:\n  $ duologue corpus check chats.jsonl");

  corpus
    .command("list")
    .description("the corpora that come with Duologue")
    .option("--json", "one JSON object a corpus, in a list")
    .addHelpText("after", "\nExample:\n  $ duologue corpus list")
    .action(list);

  corpus
    .command("check")
    .description(
      "counts of a corpus, and its problems with file and line; exits 1 if more than 1 % of its lines are broken",
    )
    .argument("<path>", "name, folder or file of a corpus")
    .option("--json", "the same as one JSON object")
    .addHelpText(
      "after",
      "\nExamples:\n  $ duologue corpus check cafe\n  $ duologue corpus check transcript.txt --json",
    )
    .action(check);

  corpus
    .command("import")
    .description("write a corpus of another format into a folder of ours, with a corpus.json to fill in")
    .argument("<format>", formats.map(({ name }) => name).join(", "))
    .argument("<path>", "file or folder to read")
    .option("--out <folder>", "folder to write; it must not be there yet (default: the name, in the working folder)")
    .option("--name <name>", "name of the corpus (default: the file's)")
    .option("--licence <licence>", "what others may do with it")
    .option("--source <source>", "where it comes from")
    .option("--json", "what was written, as one JSON object")
    .addHelpText(
      "after",
      `\nFormats:\n${formatHelp()}\n\nExample:\n  $ duologue corpus import openai chats.jsonl --out corpora/support`,
    )
    .action(importCorpus);
}

async function list({ json }: Output): Promise<void> {
  process.stderr.write("reading the corpora\n"); // those that a program writes take some seconds
  const rows = [];
  for (const name of await corpusNames()) rows.push(rowOf(await loadCorpus(name)));
  print(json ? JSON.stringify(rows) : corpusTable(rows));
}

function rowOf(corpus: Corpus): CorpusRow {
  const { name, seats, licence, source } = corpus;
  const { dialogues, vocabulary } = corpusStatistics(corpus);
  return { name, seats, dialogues, vocabulary: vocabulary.kept, licence, source };
}

async function check(path: string, { json }: Output): Promise<void> {
  const { corpus, lines } = await readCorpus(path);
  const statistics = corpusStatistics(corpus);
  const broken = isBroken(corpus, lines);
  const { name, seats, opens, person, licence, source, problems } = corpus;
  print(
    json
      ? JSON.stringify({
          name,
          path: corpus.path,
          seats,
          opens,
          person,
          licence,
          source,
          ...statistics,
          lines,
          problems,
        })
      : corpusReport(corpus, lines, statistics),
  );
  if (broken || corpus.dialogues.length === 0) process.exitCode = 1;
}

async function importCorpus(formatName: string, path: string, options: ImportOptions): Promise<void> {
  const format = formats.find(({ name }) => name === formatName);
  if (format === undefined) throw new UsageError(`no format "${formatName}"; expected one of\n${formatHelp()}`);
  const read = await loadCorpus(path, { format });
  const { name = read.name, licence = read.licence, source = read.source } = options;
  const folder = resolve(options.out ?? name);
  await writeCorpus({ ...read, name, licence, source }, folder);
  for (const problem of read.problems) process.stderr.write(`skipped ${explainProblem(problem)}\n`);
  const { length } = read.dialogues;
  print(
    options.json
      ? JSON.stringify({ name, path: folder, dialogues: length, problems: read.problems })
      : `${shownPath(folder)}: ${length.toLocaleString("en")} dialogues; next: duologue corpus check ${shownPath(folder)}`,
  );
}

function formatHelp(): string {
  return formats.map(({ name, summary }) => `  ${name.padEnd(16)} ${summary}`).join("\n");
}

function print(result: string): void {
  process.stdout.write(`${result}\n`);
}
