import type { Report, Scores, ScoresDifference, Verdict } from "./report.ts";
import {
  type Colour,
  columns,
  gainText,
  type Paint,
  paints,
  percent,
  plain,
  type Row,
  rowText,
  short,
} from "./table-row.ts";

export interface TableOptions {
  /** ANSI colours, for a terminal only. */
  readonly colours?: boolean;
}

/** A report for people: before, after, the difference with its interval, the limits on drift, and the verdict. */
export function reportTable(report: Report, { colours = coloursShown() }: TableOptions = {}): string {
  const paint = paints(colours);
  const { corpus, run, scenes, verdict } = report;
  const sections: readonly (readonly [heading: string, lines: readonly string[]])[] = [
    ["", rewardLines(report, paint)],
    ["metrics, not trained on", metricLines(report, report, paint)],
    ...Object.keys(report.weights).map(
      (rule) => [`${rule}, share kept`, requirementLines(report, rule, paint)] as const,
    ),
    ["all in all", outcomeLines(report, paint)],
    ["going on from people's first turns", openedByPeopleLines(report, paint)],
    ["people's dialogues, held out", humanLines(report, paint)],
    ["what it says", languageLines(report, paint)],
    ["limits on drift", gateLines(report, paint)],
    ["seeds", seedLines(report, paint)],
    ["controls, and how much better the learner is", controlLines(report, paint)],
    ["training that its guard ended early", stopLines(report, paint)],
    ["", [`verdict: ${paint(verdict, verdictColour[verdict])}`]],
  ];
  return [
    `${corpus}, run ${run}: ${scenes} held-out scenes, each in both seats, against the reference`,
    ...sections.flatMap(([heading, lines]) => {
      if (lines.length === 0) return [];
      return heading === "" ? ["", ...lines] : ["", paint(heading, "bold"), ...lines];
    }),
  ].join("\n");
}

const verdictColour: Readonly<Record<Verdict, Colour>> = { improved: "green", unchanged: "yellow", rejected: "red" };

function coloursShown(): boolean {
  return process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "";
}

/** Both agents, and what the learner is more. */
type Beside = Readonly<{ reference: Scores; learner: Scores; difference: ScoresDifference }>;

/** Rows of a number that both agents have. */
function rowsOf<Each>({ reference, learner }: Readonly<Record<"reference" | "learner", Each>>, paint: Paint) {
  return (name: string, of: (each: Each) => number | null, rest: Partial<Row> = {}): string =>
    rowText({ name, before: of(reference), after: of(learner), ...rest }, paint);
}

function ruleLine(report: Beside, rule: string, paint: Paint): string {
  const interval = report.difference.rules[rule];
  return rowsOf(report, paint)(`  ${rule}`, ({ rules }) => rules[rule] ?? null, { interval });
}

function rewardLines(report: Report, paint: Paint): string[] {
  const { name, before, after, difference } = columns;
  const heads = "before".padStart(before) + "after".padStart(after) + "difference".padStart(difference);
  const trained = Object.entries(report.weights).filter(([, weight]) => weight > 0);
  return [
    paint(`${"".padEnd(name)}${heads}  ${100 * report.confidence} % interval`, "dim"),
    rowsOf(report, paint)("reward", ({ reward }) => reward, { interval: report.difference.reward }),
    ...trained.map(([rule]) => ruleLine(report, rule, paint)),
  ];
}

function metricLines(beside: Beside, { weights }: Pick<Report, "weights">, paint: Paint): string[] {
  const metrics = Object.entries(weights).filter(([, weight]) => weight === 0);
  return metrics.map(([rule]) => ruleLine(beside, rule, paint));
}

/** How often each requirement of a rule was kept. */
function requirementLines(report: Report, rule: string, paint: Paint): string[] {
  const { requirements } = report.learner;
  const kept = (each: Report["learner"], name: string): number | null => {
    const found = each.requirements[name];
    return found === undefined || found.decided === 0 ? null : found.kept / found.decided;
  };
  const names = Object.keys(requirements).filter((name) => requirements[name]?.rule === rule);
  return names.map((name) => {
    const interval = report.difference.requirements[name];
    const note = `of ${requirements[name]?.decided ?? 0}`;
    return rowsOf(report, paint)(`  ${name}`, (each) => kept(each, name), { interval, format: percent, note });
  });
}

function outcomeLines(beside: Beside, paint: Paint): string[] {
  const row = rowsOf(beside, paint);
  const { compliance, success } = beside.difference;
  return [
    ...(compliance
      ? [row("  requirements kept", (each) => each.compliance, { interval: compliance, format: percent })]
      : []),
    ...(success
      ? [row("  dialogues that succeed", (each) => each.success, { interval: success, format: percent })]
      : []),
  ];
}

function openedByPeopleLines({ openedByPeople: opened, ...report }: Report, paint: Paint): string[] {
  if (opened === null) return [];
  const reward = rowsOf(opened, paint)("  reward", (each) => each.reward, { interval: opened.difference.reward });
  return [reward, ...metricLines(opened, report, paint), ...outcomeLines(opened, paint)];
}

function humanLines(report: Report, paint: Paint): string[] {
  const row = rowsOf(report, paint);
  const note = `3-gram model ${plain(report.reference.trigramPerplexity)}`;
  return [
    row("  perplexity", (each) => each.perplexity, { note }),
    row("  repeats what it heard", (each) => each.grounding.repeat, { format: percent }),
    row("  recalls what it knows", (each) => each.grounding.recall, { format: percent }),
  ];
}

function languageLines(report: Report, paint: Paint): string[] {
  const row = rowsOf(report, paint);
  const { text } = report.learner.topReply;
  const note = `“${text.length > 24 ? `${text.slice(0, 23)}…` : text}”`;
  return [
    row("  turns of a dialogue", (each) => each.turns, { format: short }),
    row("  words a turn", (each) => each.wordsPerTurn, { format: short }),
    row("  distinct-1", (each) => each.distinct1),
    row("  distinct-2", (each) => each.distinct2),
    row("  distinct-3", (each) => each.distinct3),
    row("  self-BLEU-4", (each) => each.selfBleu4),
    row("  unique replies", (each) => each.uniqueReplies, { format: percent }),
    row("  top reply", (each) => each.topReply.share, { format: percent, note }),
    row("  said again in a dialogue", (each) => each.repeatedFourGrams, { format: percent }),
    row("  turns cut short", (each) => each.cutShare, { format: percent }),
    row("  nats a word from reference", (each) => each.klPerWord),
    row("  entropy, nats a word", (each) => each.entropyPerWord),
    row("  perplexity, reference", (each) => each.referencePerplexity),
    row("  perplexity, 3-gram model", (each) => each.generatedTrigramPerplexity),
  ];
}

function gateLines({ gates }: Report, paint: Paint): string[] {
  return Object.entries(gates).map(([name, { value, limit, bound, ok }]) => {
    const text = `  ${name}`.padEnd(columns.name) + plain(value).padStart(columns.before);
    return ok ? `${text}  at ${bound} ${plain(limit)}` : paint(`${text}  at ${bound} ${plain(limit)}  broken`, "red");
  });
}

function seedLines({ seeds }: Report, paint: Paint): string[] {
  if (seeds.length < 2) return [];
  const width = columns.name + columns.before + columns.after;
  return seeds.map(({ seed, reward, verdict }) => {
    return `${`  seed ${seed}`.padEnd(width)}${gainText(reward, paint)}  ${paint(verdict, verdictColour[verdict])}`;
  });
}

function stopLines({ seeds }: Report, paint: Paint): string[] {
  return seeds.flatMap(({ seed, stopped }) => {
    if (stopped === undefined) return [];
    const lines = `seed ${seed}, ${stopped}`.match(/.{1,90}(?:\s|$)/g) ?? [];
    return lines.map((line, i) => paint(`${i === 0 ? "  " : "    "}${line.trim()}`, "yellow"));
  });
}

function controlLines({ controls }: Report, paint: Paint): string[] {
  return Object.entries(controls).map(([name, { reward, difference }]) => {
    const start = `  ${name}`.padEnd(columns.name + columns.before) + plain(reward).padStart(columns.after);
    return start + gainText(difference, paint);
  });
}
