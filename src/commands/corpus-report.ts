import { styleText } from "node:util";
import type { Corpus } from "../text/corpus.ts";
import type { CorpusStatistics, SeatFacts } from "../text/corpus-statistics.ts";
import { isBroken, problemLimit } from "../text/load-corpus.ts";
import { explainProblem, shownPath } from "../text/problem.ts";
import { aligned } from "./table.ts";

/** Problems that are written out; the rest is counted. */
const shownProblems = 20;
const fieldsShown = 6;

export interface CorpusRow {
  readonly name: string;
  readonly seats: readonly string[];
  readonly dialogues: number;
  readonly vocabulary: number;
  readonly licence: string;
  readonly source: string;
}

/** One line a corpus. */
export function corpusTable(corpora: readonly CorpusRow[]): string {
  const head = ["corpus", "seats", "dialogues", "vocabulary", "licence"];
  const rows = corpora.map(({ name, seats, dialogues, vocabulary, licence }) => [
    name,
    seats.join(", "),
    number(dialogues),
    number(vocabulary),
    licence,
  ]);
  const [title = "", ...lines] = aligned([head, ...rows], new Set([2, 3]));
  return [styleText("dim", title), ...lines].join("\n");
}

/** What `corpus check` says: what is there, what is known of it, what is wrong with it. */
export function corpusReport(corpus: Corpus, lines: number, statistics: CorpusStatistics): string {
  const { dialogues, splits, turns, words, vocabulary, slotShare, testTurnsInTrain, successShare } = statistics;
  const split = `${number(splits.train)} train, ${number(splits.validation)} validation, ${number(splits.test)} test`;
  const rows = [
    ["seats", corpus.seats.join(", "), `"${corpus.opens}" opens; in a chat a person takes "${corpus.person}"`],
    ["licence", corpus.licence, corpus.source === "unknown" ? "" : corpus.source],
    ["dialogues", number(dialogues), split],
    ["turns", number(turns.count), `${mean(turns.count, dialogues)} a dialogue, from ${turns.least} to ${turns.most}`],
    ["words", number(words), `${mean(words, turns.count)} a turn, punctuation included`],
    ["vocabulary", number(vocabulary.kept), `words to learn, of ${number(vocabulary.of)} in train`],
    ["slots", percent(slotShare.train), `of the words in train are heard as <new>; in test ${percent(slotShare.test)}`],
    ["seen before", percent(testTurnsInTrain), "of the test turns stand in train word for word"],
    ...statistics.facts.filter(({ perDialogue }) => perDialogue > 0).map(factsRow),
    ...(successShare === null ? [] : [["outcome", percent(successShare), "of the dialogues that say so succeed"]]),
    ...(corpus.world === undefined ? [] : [["world", "yes", "hands over facts and settles the outcome in self-play"]]),
    ...(corpus.houseRules === undefined ? [] : [["house rules", "yes", "in house-rules.yaml"]]),
  ];
  const title = `${styleText("bold", corpus.name)}  ${styleText("dim", shownPath(corpus.path))}`;
  const body = aligned(rows, new Set(), (cell, column) => (column === 1 ? cell : styleText("dim", cell)));
  return [title, "", ...body, "", ...problemLines(corpus, lines)].join("\n");
}

function factsRow({ seat, perDialogue, fields }: SeatFacts): string[] {
  const shown = fields.slice(0, fieldsShown).map((entry) => `${entry.field} ${entry.perDialogue.toFixed(1)}`);
  const more = fields.length > fieldsShown ? [`${fields.length - fieldsShown} more`] : [];
  return ["facts", perDialogue.toFixed(1), `a dialogue for "${seat}": ${[...shown, ...more].join(", ")}`];
}

function problemLines(corpus: Corpus, lines: number): string[] {
  const { problems } = corpus;
  if (problems.length === 0) return [`${styleText("green", "✓")} no problems in ${number(lines)} lines`];
  const shown = problems.slice(0, shownProblems).map((problem) => `  ${explainProblem(problem)}`);
  const more = problems.length > shownProblems ? [`  and ${number(problems.length - shownProblems)} more`] : [];
  const tooMany = isBroken(corpus, lines);
  const limit = `${tooMany ? "above" : "within"} the limit of ${percent(problemLimit)}`;
  const head = `${number(problems.length)} of ${number(lines)} lines are broken and were skipped (${percent(problems.length / lines)}, ${limit}):`;
  return [`${tooMany ? styleText("red", "✗") : styleText("yellow", "!")} ${head}`, ...shown, ...more];
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function mean(sum: number, count: number): string {
  return count === 0 ? "–" : (sum / count).toFixed(1);
}

function percent(share: number | null): string {
  return share === null ? "–" : `${(100 * share).toFixed(1)} %`;
}
