/**
 * Whether reinforcement helped: the learner and the frozen reference play the same held-out scenes against the reference, with
 * the same luck; rules judge both; differences come with their interval over scenes. A gain that broke the language, or that a
 * control has too, is none.
 */
import type { Agent } from "../agent/agent.ts";
import type { Config } from "../config.ts";
import type { Speaker } from "../dialogue/speaker.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import type { Corpus } from "../text/corpus.ts";
import type { Crew } from "./crew/crew.ts";
import { every } from "./bootstrap.ts";
import {
  type Confidence,
  describeMeasure,
  describeScores,
  differenceOf,
  rewardDifference,
  scoresDifference,
} from "./comparison.ts";
import { klPerWord } from "./generated.ts";
import {
  background,
  type Measure,
  measure,
  type MeasureOptions,
  perform,
  quickMeasure,
  type QuickMeasure,
} from "./measure.ts";
import { Report } from "./report.ts";
import { complianceOf, compositeStatistic, type SceneTally, successOf } from "./tally.ts";
import { commonAmount } from "./variety.ts";
import { verdictOf, verdictOfSeeds } from "./verdict.ts";
import { gatesOf, vitalsOf } from "./vitals.ts";
import { type Yardstick, yardstick } from "./yardstick.ts";

/** A learner and the seed that it was trained with. */
export interface SeededLearner {
  readonly seed: number;
  readonly learner: Agent;
  /** Why the guard ended its training early, where it did. */
  readonly stopped?: string | undefined;
}

export interface EvaluateOptions extends SeededLearner {
  readonly run: string;
  readonly reference: Agent;
  readonly corpus: Corpus;
  readonly rules: readonly LoadedRule[];
  readonly settings: Pick<Config, "evaluate" | "selfPlay" | "guard">;
  readonly engine: string;
  /** How long training took. */
  readonly seconds: Omit<Report["seconds"], "evaluate">;
  /** Learners that other seeds trained from the same reference. */
  readonly otherSeeds?: readonly SeededLearner[];
  /** By name: what the learner must do better than. */
  readonly controls?: ReadonlyMap<string, Speaker>;
  /** Told how many of all dialogues were played. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
  readonly crew?: Crew | undefined;
}

/** Every evaluation draws the same luck, whatever trained the agents. */
const evaluationSeed = 1;

/** @throws TrainingError where there is nothing to compare; the signal's reason where it was aborted. */
export async function evaluate(options: EvaluateOptions): Promise<Report> {
  const {
    learner,
    reference,
    seed,
    stopped,
    otherSeeds = [],
    controls = new Map<string, Speaker>(),
    onProgress,
    signal,
    crew,
  } = options;
  const start = performance.now();
  const stick = yardstick({ ...options, seed: evaluationSeed });
  const known = background(stick);
  const whole = stick.scenes.length * (2 + otherSeeds.length + controls.size);
  const total = stick.stage.seats.length * (whole + 2 * stick.openedByPeople.length);
  let played = 0;
  const watch = { signal, crew, onDone: (dialogues: number): void => onProgress?.((played += dialogues), total) };

  const before = await measure(reference, stick, known, watch);
  const after = await measure(learner, stick, known, watch);
  const openedByPeople = await performOpened([reference, learner], stick, watch);
  const seeds: SeedMeasure[] = [{ seed, stopped, measured: after }];
  for (const other of otherSeeds) {
    seeds.push({ ...other, measured: await quickMeasure(other.learner, stick, watch) });
  }
  const rivals = new Map<string, readonly SceneTally[]>();
  for (const [name, speaker] of controls) rivals.set(name, (await perform(speaker, stick, watch)).scenes);

  const seconds = { ...options.seconds, evaluate: (performance.now() - start) / 1000 };
  return reportOf({ ...options, seconds }, stick, { before, after, openedByPeople, seeds, rivals });
}

/** How each of the agents goes on from what people said, where they said enough. */
async function performOpened(
  agents: readonly [reference: Agent, learner: Agent],
  stick: Yardstick,
  watch: MeasureOptions,
): Promise<Measures["openedByPeople"]> {
  if (stick.openedByPeople.length === 0) return null;
  const opened = { ...stick, scenes: stick.openedByPeople };
  const [reference, learner] = agents;
  return {
    before: (await perform(reference, opened, watch)).scenes,
    after: (await perform(learner, opened, watch)).scenes,
  };
}

interface SeedMeasure extends Pick<SeededLearner, "seed" | "stopped"> {
  readonly measured: QuickMeasure;
}

interface Measures {
  readonly before: Measure;
  readonly after: Measure;
  readonly openedByPeople: { readonly before: readonly SceneTally[]; readonly after: readonly SceneTally[] } | null;
  /** The kept learner's first. */
  readonly seeds: readonly SeedMeasure[];
  readonly rivals: ReadonlyMap<string, readonly SceneTally[]>;
}

function reportOf(
  { run, corpus, seed, engine, rules, settings, seconds }: EvaluateOptions & Pick<Report, "seconds">,
  stick: Yardstick,
  { before, after, openedByPeople, seeds, rivals }: Measures,
): Report {
  const { resamples, confidence, klPerWord: klMost } = settings.evaluate;
  const sure: Confidence = { resamples, confidence, seed: evaluationSeed };
  const amount = commonAmount([before.replies, after.replies]);
  const all = every(stick.scenes.length);
  const bySeed = seeds.map(({ seed, stopped, measured: { scenes, generated }, measured }) => {
    const reward = rewardDifference(scenes, before.scenes, rules, sure);
    const gates = gatesOf(vitalsOf(measured, before), settings.guard, klMost);
    const controls = [...rivals.values()].map((rival) => rewardDifference(scenes, rival, rules, sure));
    return {
      seed,
      reward,
      compliance: complianceOf(scenes, rules)(all),
      success: successOf(scenes)(all),
      klPerWord: klPerWord(generated),
      gates: Object.fromEntries(gates),
      verdict: verdictOf({ reward, gates: gates.values(), controls }),
      ...(stopped !== undefined && { stopped }),
    };
  });
  const controls = [...rivals].map(([name, rival]) => {
    const reward = compositeStatistic(rival, rules)(all) ?? 0;
    return [name, { reward, difference: rewardDifference(after.scenes, rival, rules, sure) }] as const;
  });
  return Report.parse({
    run,
    corpus: corpus.name,
    seed,
    engine,
    seconds,
    scenes: stick.scenes.length,
    humanDialogues: stick.human.length,
    varietyWords: amount.words,
    confidence,
    weights: Object.fromEntries(rules.map(({ name, weight }) => [name, weight])),
    reference: describeMeasure(before, before, rules, amount),
    learner: describeMeasure(after, before, rules, amount),
    difference: differenceOf(after, before, rules, sure),
    openedByPeople: openedByPeople && {
      scenes: stick.openedByPeople.length,
      reference: describeScores(openedByPeople.before, rules),
      learner: describeScores(openedByPeople.after, rules),
      difference: scoresDifference(openedByPeople.after, openedByPeople.before, rules, sure),
    },
    klPerWord: klPerWord(after.generated),
    gates: bySeed[0]?.gates ?? {},
    seeds: bySeed,
    controls: Object.fromEntries(controls),
    verdict: verdictOfSeeds(bySeed.map(({ verdict }) => verdict)),
  } satisfies Report);
}
