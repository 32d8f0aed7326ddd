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
import type { Difference, Measured } from "./report.ts";
import {
  complianceOf,
  compositeStatistic,
  meanOf,
  namesIn,
  pooled,
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

export function describeMeasure(
  measured: Measure,
  reference: Measure,
  rules: readonly LoadedRule[],
  amount: Amount,
): Measured {
  const { scenes, replies, generated, grounding } = measured;
  const all = every(scenes.length);
  const scores = scenes.map((scene) => scene.rules);
  const kept = rules.flatMap(({ name: rule }) => {
    const requirements = requirementsOf(scenes, rule);
    return namesIn(requirements).map((name) => {
      const { sum, count } = pooled(requirements, name, all);
      return [name, { rule, kept: sum, decided: count }] as const;
    });
  });
  return {
    perplexity: measured.perplexity,
    trigramPerplexity: measured.trigramPerplexity,
    grounding,
    reward: compositeStatistic(scenes, rules)(all) ?? 0,
    rules: Object.fromEntries(rules.map(({ name }) => [name, meanOf(scores, name)(all)])),
    requirements: Object.fromEntries(kept),
    compliance: complianceOf(scenes, rules)(all),
    success: successOf(scenes)(all),
    ...variety(replies, amount),
    topReply: topReplyBeside(replies, reference.replies),
    repeatedFourGrams: measured.repeatedFourGrams,
    turns: measured.turns,
    wordsPerTurn: measured.wordsPerTurn,
    cutShare: measured.cutShare,
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

export function differenceOf(
  after: Measure,
  before: Measure,
  rules: readonly LoadedRule[],
  confidence: Confidence,
): Difference {
  const scenes = after.scenes.length;
  const interval = (of: (measured: Measure) => Statistic): Interval | null =>
    bootstrap(scenes, pairedDifference(of(after), of(before)), options(confidence));
  const ruleMean = ({ name }: LoadedRule) =>
    interval((measured) =>
      meanOf(
        measured.scenes.map((scene) => scene.rules),
        name,
      ),
    );
  const requirements = rules.flatMap(({ name: rule }) => {
    const of = (measured: Measure) => requirementsOf(measured.scenes, rule);
    const names = namesIn([...of(before), ...of(after)]);
    return names.map((name) => [name, interval((measured) => meanOf(of(measured), name))] as const);
  });
  return {
    reward: rewardDifference(after.scenes, before.scenes, rules, confidence),
    rules: Object.fromEntries(rules.map((rule) => [rule.name, ruleMean(rule)])),
    requirements: Object.fromEntries(requirements),
    compliance: interval((measured) => complianceOf(measured.scenes, rules)),
    success: interval((measured) => successOf(measured.scenes)),
    wins: wins(compositeStatistic(after.scenes, rules), compositeStatistic(before.scenes, rules), scenes),
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
