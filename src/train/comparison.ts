/** Two measures side by side, as a report tells them. */
import { TrainingError } from "../errors.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import { randomFrom } from "../rng.ts";
import {
  bootstrap,
  type BootstrapOptions,
  every,
  type Interval,
  pairedDifference,
  type Statistic,
} from "./bootstrap.ts";
import { entropyPerWord, klPerWord } from "./generated.ts";
import type { Measure } from "./measure.ts";
import type { Difference, Measured, Scores, ScoresDifference } from "./report.ts";
import {
  complianceOf,
  compositeStatistic,
  meanOf,
  namesIn,
  ratio,
  pooled,
  sumsOf,
  requirementsOf,
  type SceneTally,
  successOf,
} from "./tally.ts";
import { type Amount, topReplyBeside, variety } from "./variety.ts";

export interface Confidence {
  readonly resamples: number;
  readonly confidence: number;
  readonly seed: number;
}

/** Every statistic of a comparison sees the same resamples. */
const options = ({ seed, ...rest }: Confidence): BootstrapOptions => ({
  ...rest,
  random: randomFrom(seed, "bootstrap"),
});

/** What rules and outcomes say of one agent. */
export function describeScores(scenes: readonly SceneTally[], rules: readonly LoadedRule[]): Scores {
  const all = every(scenes.length);
  const scores = scenes.map((scene) => scene.rules);
  return {
    reward: compositeStatistic(scenes, rules)(all) ?? 0,
    rules: Object.fromEntries(rules.map(({ name }) => [name, meanOf(scores, name)(all)])),
    compliance: complianceOf(scenes, rules)(all),
    success: successOf(scenes)(all),
  };
}

export function describeMeasure(
  measured: Measure,
  reference: Measure,
  rules: readonly LoadedRule[],
  amount: Amount,
): Measured {
  const { scenes, replies, generated, grounding } = measured;
  const all = every(scenes.length);
  const kept = rules.flatMap(({ name: rule }) => {
    const requirements = requirementsOf(scenes, rule);
    return namesIn(requirements).map((name) => {
      const { sum, count } = pooled(sumsOf(requirements, name), all);
      return [name, { rule, kept: sum, decided: count }] as const;
    });
  });
  return {
    perplexity: measured.perplexity,
    trigramPerplexity: measured.trigramPerplexity,
    grounding,
    ...describeScores(scenes, rules),
    requirements: Object.fromEntries(kept),
    ...variety(replies, amount),
    topReply: topReplyBeside(replies, reference.replies),
    repeatedFourGrams: measured.repeatedFourGrams,
    turns: measured.turns,
    wordsPerTurn: measured.wordsPerTurn,
    cutShare: ratio(measured.cuts) ?? 0,
    klPerWord: klPerWord(generated),
    entropyPerWord: entropyPerWord(generated),
    referencePerplexity: Math.exp(-generated.referenceLogProb / generated.words),
    generatedTrigramPerplexity: Math.exp(-(generated.trigramLogProb ?? Number.NaN) / generated.words),
  };
}

/** The composite of `a` less that of `b`, scene by scene. */
export function rewardDifference(
  a: readonly SceneTally[],
  b: readonly SceneTally[],
  rules: readonly LoadedRule[],
  confidence: Confidence,
): Interval {
  const statistic = pairedDifference(compositeStatistic(a, rules), compositeStatistic(b, rules));
  const found = bootstrap(a.length, statistic, options(confidence));
  if (found !== null) return found;
  const names = rules.filter(({ weight }) => weight > 0).map(({ name }) => name);
  throw new TrainingError(
    `none of the rules that count (${names.join(", ") || "there are none"}) applied to any turn of ${a.length} held-out scenes; ` +
      "give a weight to rules that suit this corpus (duologue rewards list)",
  );
}

/** Scores of `after` less those of `before`, scene by scene. */
export function scoresDifference(
  after: readonly SceneTally[],
  before: readonly SceneTally[],
  rules: readonly LoadedRule[],
  confidence: Confidence,
): ScoresDifference {
  const interval = (of: (scenes: readonly SceneTally[]) => Statistic): Interval | null =>
    bootstrap(after.length, pairedDifference(of(after), of(before)), options(confidence));
  const ruleMean = ({ name }: LoadedRule) =>
    interval((scenes) =>
      meanOf(
        scenes.map((scene) => scene.rules),
        name,
      ),
    );
  return {
    reward: rewardDifference(after, before, rules, confidence),
    rules: Object.fromEntries(rules.map((rule) => [rule.name, ruleMean(rule)])),
    compliance: interval((scenes) => complianceOf(scenes, rules)),
    success: interval(successOf),
  };
}

export function differenceOf(
  { scenes: after }: Measure,
  { scenes: before }: Measure,
  rules: readonly LoadedRule[],
  confidence: Confidence,
): Difference {
  const requirements = rules.flatMap(({ name: rule }) => {
    const of = (scenes: readonly SceneTally[]) => requirementsOf(scenes, rule);
    return namesIn([...of(before), ...of(after)]).map((name) => {
      const statistic = pairedDifference(meanOf(of(after), name), meanOf(of(before), name));
      return [name, bootstrap(after.length, statistic, options(confidence))] as const;
    });
  });
  return {
    ...scoresDifference(after, before, rules, confidence),
    requirements: Object.fromEntries(requirements),
    wins: wins(compositeStatistic(after, rules), compositeStatistic(before, rules), after.length),
  };
}

/** Of the scenes in which both have a number, the share in which `after` has the higher one; a tie is half a win. */
function wins(after: Statistic, before: Statistic, scenes: number): number {
  const difference = pairedDifference(after, before);
  const signs = [...every(scenes)].flatMap((scene) => {
    const found = difference(Int32Array.of(scene));
    return found === null ? [] : [(1 + Math.sign(found)) / 2];
  });
  return signs.reduce((sum, win) => sum + win, 0) / signs.length;
}
