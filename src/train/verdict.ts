import type { Interval } from "./bootstrap.ts";
import type { Verdict } from "./report.ts";
import type { Gate } from "./vitals.ts";

export interface Findings {
  /** The learner's composite less the reference's. */
  readonly reward: Interval;
  readonly gates: Iterable<Pick<Gate, "ok">>;
  /** The learner's composite less each control's. */
  readonly controls?: Iterable<Interval>;
}

/** Of one seed. A gain counts only with its whole interval, within every gate, and beyond what each control gains. */
export function verdictOf({ reward, gates, controls = [] }: Findings): Verdict {
  if ([...gates].some(({ ok }) => !ok) || reward.high < 0) return "rejected";
  return reward.low > 0 && [...controls].every(({ low }) => low > 0) ? "improved" : "unchanged";
}

/** Of all seeds, that of the learner which the run keeps first: four of five, or as large a part of another number of them. */
export function verdictOfSeeds(verdicts: readonly Verdict[]): Verdict {
  const count = (verdict: Verdict): number => verdicts.filter((each) => each === verdict).length;
  if (5 * count("improved") >= 4 * verdicts.length && verdicts[0] !== "rejected") return "improved";
  return 5 * count("rejected") > verdicts.length ? "rejected" : "unchanged";
}
