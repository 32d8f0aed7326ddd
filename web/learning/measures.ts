import type { CurvePoint, Stage } from "../../src/chat/protocol.ts";

/** One curve: what is measured, and its values over the steps of a stage. */
export interface Measure {
  readonly name: string;
  /** What it is, in a few words; empty where the group says it. */
  readonly meaning: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

type Reading = (point: CurvePoint) => number | null | undefined;

function measure(
  curve: readonly CurvePoint[],
  stage: Stage,
  { name, meaning, read }: { readonly name: string; readonly meaning: string; readonly read: Reading },
): Measure {
  const steps: number[] = [];
  const values: number[] = [];
  for (const point of curve) {
    const value = point.stage === stage ? read(point) : undefined;
    if (typeof value !== "number") continue;
    steps.push(point.step);
    values.push(value);
  }
  return { name, meaning, steps, values };
}

const isMeasured = ({ values }: Measure): boolean => values.length > 0;

/** Of the validation split; the report's perplexity is of the test split. */
const validationPerplexity = "Validation perplexity";

/** While the agents read how people talk. */
export function readingMeasures(curve: readonly CurvePoint[]): Measure[] {
  const perplexity = {
    name: validationPerplexity,
    meaning: "of people's dialogues, lower is better",
    read: (point: CurvePoint) => point.perplexity,
  };
  return [measure(curve, "pretrain", perplexity)].filter(isMeasured);
}

/** While they learn by talking. */
export function talkingMeasures(curve: readonly CurvePoint[]): Measure[] {
  return [
    {
      name: "Reward",
      meaning: "of a turn, above what was usual at first",
      read: (point: CurvePoint) => point.reward,
    },
    { name: "KL", meaning: "nats a word away from the reference", read: (point: CurvePoint) => point.kl },
    {
      name: validationPerplexity,
      meaning: "quick look at people's dialogues",
      read: (point: CurvePoint) => point.perplexity,
    },
    { name: "Entropy", meaning: "nats a word, how open the choice is", read: (point: CurvePoint) => point.entropy },
  ]
    .map((spec) => measure(curve, "reinforce", spec))
    .filter(isMeasured);
}

/** One measure a rule, in the order in which the rules first appear. */
export function ruleMeasures(curve: readonly CurvePoint[]): Measure[] {
  const names = new Set(curve.flatMap(({ rules }) => Object.keys(rules ?? {})));
  return [...names]
    .map((name) => {
      const read: Reading = ({ rules }) => new Map(Object.entries(rules ?? {})).get(name);
      return measure(curve, "reinforce", { name, meaning: "", read });
    })
    .filter(isMeasured);
}

const mostNeighbours = 4;

/** One step is noisy: a curve begins and ends at the mean of a few steps, of a quarter of a short curve at most. */
export function smoothedEnds(values: readonly number[]): { readonly first: number; readonly last: number } {
  const count = 1 + Math.max(0, Math.min(mostNeighbours, Math.floor((values.length - 1) / 4)));
  const mean = (near: readonly number[]): number => near.reduce((sum, value) => sum + value, 0) / near.length;
  return { first: mean(values.slice(0, count)), last: mean(values.slice(-count)) };
}

/** At most `count` places out of `length`, evenly spread, the first and the last among them. */
export function sampledPlaces(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length }, (_, place) => place);
  return Array.from({ length: count }, (_, nth) => Math.round((nth * (length - 1)) / (count - 1)));
}

export function shortNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  // A true minus sign, as wide as a plus, but none before zeros alone.
  return value
    .toFixed(digits)
    .replace(/^-(?=.*[1-9])/, "\u2212")
    .replace("-", "");
}
