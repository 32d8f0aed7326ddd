import type { Interval } from "./bootstrap.ts";
import type { Measured, Report, Verdict } from "./report.ts";

export interface TableOptions {
  /** ANSI colours, for a terminal only. */
  readonly colours?: boolean;
}

const columns = { name: 31, before: 9, after: 9, difference: 11 } as const;

type Paint = (text: string, colour: Colour) => string;
const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
type Colour = keyof typeof codes;

type Format = (value: number) => string;
const plain: Format = (value) => value.toFixed(3);
const short: Format = (value) => value.toFixed(1);
const percent: Format = (value) => `${(100 * value).toFixed(1)} %`;

/** A minus sign as wide as the plus. */
const signed = (format: Format, value: number): string => `${value < 0 ? "−" : "+"}${format(Math.abs(value))}`;

interface Row {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly interval?: Interval | null | undefined;
  readonly format?: Format;
  readonly note?: string;
}

/** A report for people: before, after, the difference with its interval, the limits on drift, and the verdict. */
export function reportTable(report: Report, { colours = coloursShown() }: TableOptions = {}): string {
  const paint: Paint = (text, colour) => (colours ? `\u001B[${codes[colour]}m${text}\u001B[0m` : text);
  const heading = (text: string): string[] => ["", paint(text, "bold")];
  const row = (each: Row): string => rowText(each, paint);
  const { reference: before, learner: after, difference, weights, confidence } = report;
  const names = Object.keys(weights);
  const ruleRow = (name: string): string =>
    row({
      name: `  ${name}`,
      before: before.rules[name] ?? null,
      after: after.rules[name] ?? null,
      interval: difference.rules[name],
    });
  const measured = (name: string, of: (each: Measured) => number | null, rest: Partial<Row> = {}): string =>
    row({ name, before: of(before), after: of(after), ...rest });
  const metrics = names.filter((name) => weights[name] === 0);
  const requirements = Object.keys(after.requirements);
  return [
    `${report.corpus}, run ${report.run}: ${report.scenes} held-out scenes, each in both seats, against the reference`,
    "",
    paint(
      "".padEnd(columns.name) +
        "before".padStart(columns.before) +
        "after".padStart(columns.after) +
        "difference".padStart(columns.difference) +
        `  ${100 * confidence} % interval`,
      "dim",
    ),
    row({ name: "reward", before: before.reward, after: after.reward, interval: difference.reward }),
    ...names.filter((name) => !metrics.includes(name)).map(ruleRow),
    ...(metrics.length === 0 ? [] : heading("metrics, not trained on")),
    ...metrics.map(ruleRow),
    ...(requirements.length === 0 ? [] : heading("house rules kept")),
    ...requirements.map((name) =>
      row({
        name: `  ${name}`,
        before: kept(before, name),
        after: kept(after, name),
        interval: difference.requirements[name],
        format: percent,
        note: `of ${after.requirements[name]?.decided ?? 0}`,
      }),
    ),
    ...(requirements.length === 0
      ? []
      : [measured("  all together", (each) => each.compliance, { interval: difference.compliance, format: percent })]),
    ...(after.success === null
      ? []
      : [
          measured("dialogues that succeed", (each) => each.success, { interval: difference.success, format: percent }),
        ]),
    ...heading("people's dialogues, held out"),
    measured("  perplexity", (each) => each.perplexity, { note: `3-gram model ${plain(before.trigramPerplexity)}` }),
    measured("  repeats what it heard", (each) => each.grounding.repeat, { format: percent }),
    measured("  recalls what it knows", (each) => each.grounding.recall, { format: percent }),
    ...heading("what it says"),
    measured("  turns of a dialogue", (each) => each.turns, { format: short }),
    measured("  words a turn", (each) => each.wordsPerTurn, { format: short }),
    measured("  distinct-1", (each) => each.distinct1),
    measured("  distinct-2", (each) => each.distinct2),
    measured("  distinct-3", (each) => each.distinct3),
    measured("  self-BLEU-4", (each) => each.selfBleu4),
    measured("  unique replies", (each) => each.uniqueReplies, { format: percent }),
    measured("  top reply", (each) => each.topReply.share, { format: percent, note: quoted(after.topReply.text) }),
    measured("  said again in a dialogue", (each) => each.repeatedFourGrams, { format: percent }),
    measured("  turns cut short", (each) => each.cutShare, { format: percent }),
    measured("  nats a word from reference", (each) => each.klPerWord),
    measured("  entropy, nats a word", (each) => each.entropyPerWord),
    measured("  perplexity, reference", (each) => each.referencePerplexity),
    measured("  perplexity, 3-gram model", (each) => each.generatedTrigramPerplexity),
    ...heading("limits on drift"),
    ...Object.entries(report.gates).map(([name, { value, limit, bound, ok }]) => {
      const text = `  ${name.padEnd(columns.name - 2)}${plain(value).padStart(columns.before)}  at ${bound} ${plain(limit)}`;
      return ok ? text : paint(`${text}  broken`, "red");
    }),
    ...seedLines(report, heading, paint),
    ...controlLines(report, heading, paint),
    "",
    `verdict: ${paint(report.verdict, verdictColour[report.verdict])}`,
  ].join("\n");
}

const verdictColour: Readonly<Record<Verdict, Colour>> = { improved: "green", unchanged: "yellow", rejected: "red" };

function coloursShown(): boolean {
  return process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "";
}

function kept({ requirements }: Measured, name: string): number | null {
  const found = requirements[name];
  return found === undefined || found.decided === 0 ? null : found.kept / found.decided;
}

function quoted(text: string): string {
  return `“${text.length > 24 ? `${text.slice(0, 23)}…` : text}”`;
}

function rowText({ name, before, after, interval, format = plain, note }: Row, paint: Paint): string {
  const cell = (value: number | null, width: number): string => (value === null ? "–" : format(value)).padStart(width);
  const start = name.padEnd(columns.name) + cell(before, columns.before) + cell(after, columns.after);
  const notes = note === undefined ? "" : `  ${note}`;
  if (interval === undefined || interval === null) {
    return notes === "" ? start : `${start}${"".padEnd(columns.difference)}${notes}`;
  }
  const { mean, low, high } = interval;
  const text = `${signed(format, mean).padStart(columns.difference)}  ${signed(format, low)} to ${signed(format, high)}`;
  return `${start}${low > 0 ? paint(text, "green") : high < 0 ? paint(text, "red") : text}${notes}`;
}

function seedLines({ seeds }: Report, heading: (text: string) => string[], paint: Paint): string[] {
  if (seeds.length < 2) return [];
  return [
    ...heading("seeds"),
    ...seeds.map(({ seed, reward, verdict }) => {
      const { mean, low, high } = reward;
      const gain = `${signed(plain, mean).padStart(9)}  ${signed(plain, low)} to ${signed(plain, high)}`;
      return `  seed ${String(seed).padEnd(columns.name - 7)}${gain}  ${paint(verdict, verdictColour[verdict])}`;
    }),
  ];
}

function controlLines({ controls }: Report, heading: (text: string) => string[], paint: Paint): string[] {
  const entries = Object.entries(controls);
  if (entries.length === 0) return [];
  return [
    ...heading("controls, and how much better the learner is"),
    ...entries.map(
      ([
        name,
        {
          reward,
          difference: { mean, low, high },
        },
      ]) => {
        const gain = `${signed(plain, mean).padStart(columns.difference)}  ${signed(plain, low)} to ${signed(plain, high)}`;
        const start = `  ${name}`.padEnd(columns.name + columns.before) + plain(reward).padStart(columns.after);
        return start + paint(gain, low > 0 ? "green" : "red");
      },
    ),
  ];
}
