import type { Interval, Outcomes, Report } from "../../src/chat/protocol.ts";
import { shortNumber } from "./measures.ts";
import { Safeguards } from "./safeguards.tsx";

const verdicts: Readonly<Record<Report["verdict"], { readonly title: string; readonly text: string }>> = {
  improved: { title: "Improved", text: "Talking made the agent better, and it still talks like people." },
  unchanged: { title: "Unchanged", text: "No difference that could not be chance." },
  rejected: {
    title: "Rejected",
    text: "It does worse, or a safeguard was broken: the agent before is the one to keep.",
  },
};

/** What the verdict rests on: a gain that a control has, too, is no gain of learning. */
function verdictOf({ verdict, difference, controls = {} }: Report): { readonly title: string; readonly text: string } {
  const rivals = Object.entries(controls).flatMap(([name, control]) => (control.difference.low > 0 ? [] : [name]));
  if (verdict !== "unchanged" || difference.reward.low <= 0 || rivals.length === 0) return verdicts[verdict];
  return { title: "Better, but", text: `no better than ${rivals.join(" and ")}, which needs no learning by talking.` };
}

interface Line {
  readonly name: string;
  readonly before: number | null | undefined;
  readonly after: number | null | undefined;
  readonly difference?: Interval | null | undefined;
}

/** What reinforcement did to the agent, on scenes it never trained on. */
export function ReportTable({ report }: { report: Report }) {
  const verdict = verdictOf(report);
  const stopped = report.seeds?.[0]?.stopped;
  return (
    <section class="card report" aria-label="Report">
      <h3 class="visually-hidden">Report</h3>
      <p class={`verdict verdict-${report.verdict}`}>
        <strong>{verdict.title}</strong> {verdict.text}
      </p>
      {stopped !== undefined && <p>Its training ended early, by its own guard: {stopped}.</p>}
      <div class="table-box" tabIndex={0} role="region" aria-label="Before and after, in numbers">
        <table>
          <thead>
            <tr>
              <th scope="col">On new scenes</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
              <th scope="col">Difference (95&nbsp;%)</th>
            </tr>
          </thead>
          <ReportRows lines={outcomeLines(report)} />
          {report.openedByPeople && (
            <ReportRows title="Where people said the first turns" lines={outcomeLines(report.openedByPeople)} />
          )}
          <ReportRows title="Rules, mean score of a turn" lines={ruleLines(report)} />
          <ReportRows title="Language" lines={languageLines(report)} />
        </table>
      </div>
      <Safeguards gates={report.gates} />
      <Comparisons report={report} />
    </section>
  );
}

function ruleLines({ reference, learner, difference }: Report): Line[] {
  const [before, after, differences] = [reference.rules, learner.rules, difference.rules].map(
    (rules) => new Map<string, number | Interval | null>(Object.entries(rules)),
  );
  const number = (value: number | Interval | null | undefined): number | undefined =>
    typeof value === "number" ? value : undefined;
  const interval = (value: number | Interval | null | undefined): Interval | undefined =>
    typeof value === "object" && value !== null ? value : undefined;
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])]
    .map((name) => ({
      name,
      before: number(before?.get(name)),
      after: number(after?.get(name)),
      difference: interval(differences?.get(name)),
    }))
    .filter(isKnown);
}

function languageLines({ reference, learner }: Report): Line[] {
  return [
    { name: "perplexity of test dialogues", before: reference.perplexity, after: learner.perplexity },
    { name: "distinct-2", before: reference.distinct2, after: learner.distinct2 },
    { name: "turns", before: reference.turns, after: learner.turns },
    { name: "words a turn", before: reference.wordsPerTurn, after: learner.wordsPerTurn },
  ];
}

/** Whatever scenes they are: what it was paid, and what came of it. */
function outcomeLines({ reference, learner, difference }: Outcomes): Line[] {
  return [
    { name: "reward, 0 to 1", before: reference.reward, after: learner.reward, difference: difference.reward },
    {
      name: "house rules kept, share of times",
      before: reference.compliance,
      after: learner.compliance,
      difference: difference.compliance,
    },
    {
      name: "aim reached, share of dialogues",
      before: reference.success,
      after: learner.success,
      difference: difference.success,
    },
  ].filter(isKnown);
}

const isKnown = ({ before, after }: Line): boolean => typeof before === "number" || typeof after === "number";

function ReportRows({ title, lines }: { title?: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <tbody>
      {title !== undefined && (
        <tr>
          <th scope="rowgroup" colSpan={4}>
            {title}
          </th>
        </tr>
      )}
      {lines.map((line) => (
        <ReportRow key={line.name} line={line} />
      ))}
    </tbody>
  );
}

function ReportRow({ line: { name, before, after, difference } }: { line: Line }) {
  const isSure = difference && (difference.low > 0 || difference.high < 0);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{shown(before)}</td>
      <td>{shown(after)}</td>
      <td class={isSure ? (difference.mean > 0 ? "sure-up" : "sure-down") : ""}>
        {difference && (
          <>
            {difference.mean > 0 && "+"}
            {shortNumber(difference.mean)}{" "}
            <span class="interval">
              {shortNumber(difference.low)} to {shortNumber(difference.high)}
            </span>
          </>
        )}
      </td>
    </tr>
  );
}

/** The same training with other seeds, and what the learner must beat: agents paid by chance, or picked from many. */
function Comparisons({ report: { seeds = [], controls = {} } }: { report: Report }) {
  const others =
    seeds.length > 1 ? seeds.map(({ seed, reward }) => ({ name: `seed ${seed}`, difference: reward })) : [];
  const lines = Object.entries(controls).map(([name, { difference }]) => ({ name, difference }));
  return (
    <>
      <Differences title="Reward above the agent before, by seed" lines={others} />
      <Differences title="Reward above each control" lines={lines} />
    </>
  );
}

function Differences({ title, lines }: { title: string; lines: readonly { name: string; difference: Interval }[] }) {
  if (lines.length === 0) return null;
  return (
    <div class="comparison">
      <h4>{title}</h4>
      <ul>
        {lines.map(({ name, difference: { mean, low, high } }) => (
          <li key={name}>
            {name} {mean > 0 && "+"}
            {shortNumber(mean)}{" "}
            <span class="interval-inline">
              ({shortNumber(low)} to {shortNumber(high)})
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function shown(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : shortNumber(value);
}
