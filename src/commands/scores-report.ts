import { styleText } from "node:util";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Seats } from "../dialogue/seat.ts";
import { composite } from "../reward/combine.ts";
import type { Score } from "../reward/contract.ts";
import { type Compliance, compliance, type JudgedDialogue, type Judgement, ruleMeans } from "../reward/judgement.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import { readable } from "../text/readable.ts";
import { aligned } from "./table.ts";

export interface Scored {
  readonly dialogues: readonly Dialogue[];
  readonly judgement: Judgement;
  readonly rules: readonly LoadedRule[];
  readonly seats: Seats;
}

type Ranges = ReadonlyMap<string, LoadedRule["range"]>;

/** The first `count` dialogues turn by turn, then the totals of all. */
export function scoresReport(scored: Scored, count: number): string {
  const { dialogues, judgement, rules, seats } = scored;
  const ranges: Ranges = new Map(rules.map(({ name, range }) => [name, range]));
  const width = Math.max(...seats.map(({ length }) => length));
  const shown = dialogues.slice(0, count).flatMap((dialogue, row) => {
    const judged = judgement[row];
    return judged ? [...dialogueLines(dialogue, judged, ranges, width), ""] : [];
  });
  return [...shown, ...totalLines(scored)].join("\n");
}

function dialogueLines(
  { id, turns, outcome }: Dialogue,
  judged: JudgedDialogue,
  ranges: Ranges,
  width: number,
): readonly string[] {
  const how =
    outcome === undefined ? "" : outcome.success ? "went well" : ["went wrong", ...(outcome.reasons ?? [])].join(": ");
  const head = `${styleText("bold", `dialogue ${id}`)}${how === "" ? "" : styleText("dim", `  ${how}`)}`;
  const margin = " ".repeat(width + 2);
  const lines = turns.flatMap(({ seat, text }, place) => {
    const scores = [...(judged.turns[place]?.scores ?? [])].filter(([, { value }]) => value !== null);
    const values = scores.map(([rule, score]) => coloured(rule, score, ranges)).join("  ");
    const notes = scores.flatMap(([rule, { evidence }]) =>
      evidence.map(({ note, words }) => evidenceText(rule, note, words)),
    );
    return [
      `${styleText("cyan", seat.padEnd(width))}  ${readable(text)}`,
      ...(values === "" ? [] : [margin + values]),
      ...notes.map((note) => margin + styleText("dim", note)),
    ];
  });
  return [head, ...lines];
}

function evidenceText(rule: string, note: string, words: string | undefined): string {
  return `${rule}: ${note}${words === undefined || note.includes(`"${words}"`) ? "" : ` "${words}"`}`;
}

/** Green in the top quarter of its range, red in the lowest. */
function coloured(rule: string, { value }: Score, ranges: Ranges): string {
  const [least, greatest] = ranges.get(rule) ?? [0, 1];
  const share = ((value ?? least) - least) / (greatest - least);
  const colour = share >= 0.75 ? "green" : share <= 0.25 ? "red" : "yellow";
  return `${rule} ${styleText(colour, (value ?? least).toFixed(2))}`;
}

function totalLines({ dialogues, judgement, rules, seats }: Scored): readonly string[] {
  const bySeat = seats.map((seat) => {
    const own = judgement.map(({ id, turns }) => ({ id, turns: turns.filter((turn) => turn.seat === seat) }));
    return ruleMeans(own, rules);
  });
  const both = ruleMeans(judgement, rules);
  const rows = rules.map(({ name, weight }) => [
    name,
    weight === 0 ? "metric" : String(weight),
    String(timesApplied(judgement, name)),
    ...[both, ...bySeat].map((means) => decimal(means.get(name) ?? null)),
  ]);
  const [title = "", ...table] = aligned(
    [["rule", "weight", "turns", "mean", ...seats], ...rows],
    new Set([1, 2, 3, 4, 5]),
  );
  return [
    styleText("dim", title),
    ...table,
    ...[...compliance(judgement)].flatMap(([rule, counts]) => ["", ...complianceLines(rule, counts)]),
    "",
    `${styleText("bold", `reward ${decimal(composite(judgement, rules))}`)}  of 1, over ${dialogues.length} dialogue${dialogues.length === 1 ? "" : "s"}`,
  ];
}

/** Each requirement of a rule, how often it was kept, and all of them together. */
function complianceLines(rule: string, counts: ReadonlyMap<string, Compliance>): readonly string[] {
  const row = (name: string, { kept, decided }: Compliance): string[] => {
    return [name, `${kept} of ${decided}`, `${((100 * kept) / decided).toFixed(0)} %`];
  };
  const all = [...counts.values()].reduce((sum, { kept, decided }) => {
    return { kept: sum.kept + kept, decided: sum.decided + decided };
  });
  const sorted = [...counts].toSorted(([a], [b]) => a.localeCompare(b));
  const [head = "", ...lines] = aligned(
    [row(`${rule}, kept`, all), ...sorted.map(([name, count]) => row(`  ${name}`, count))],
    new Set([1, 2]),
  );
  return [styleText("dim", head), ...lines];
}

function timesApplied(judgement: Judgement, rule: string): number {
  return judgement.flatMap(({ turns }) => turns).filter(({ scores }) => (scores.get(rule)?.value ?? null) !== null)
    .length;
}

function decimal(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}

/** The same for machines; scores by rule, `null` where a rule did not apply. */
export function scoresAsJson({ dialogues, judgement, rules }: Scored): object {
  return {
    dialogues: dialogues.map(({ id, turns }, row) => ({
      id,
      turns: turns.map(({ seat, text }, place) => {
        const scores = [...(judgement[row]?.turns[place]?.scores ?? [])];
        return {
          seat,
          text,
          scores: Object.fromEntries(scores.map(([rule, { value }]) => [rule, value])),
          evidence: scores.flatMap(([rule, { evidence }]) => evidence.map((each) => ({ rule, ...each }))),
        };
      }),
    })),
    rules: Object.fromEntries(ruleMeans(judgement, rules)),
    compliance: Object.fromEntries(
      [...compliance(judgement)].map(([rule, counts]) => [rule, Object.fromEntries(counts)]),
    ),
    reward: composite(judgement, rules),
  };
}
