/**
 * The whole of training, stage after stage: learn from the corpus, learn from reward (once for each seed, and for the controls),
 * and measure on held-out scenes whether it helped. Each stage leaves what the next one needs in the run's folder.
 */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import type { EngineName } from "../agent/engine.ts";
import { loadAgent } from "../agent/checkpoint.ts";
import type { Config } from "../config.ts";
import type { Speaker } from "../dialogue/speaker.ts";
import { withPretrainBudget, withReinforceBudget } from "./budget.ts";
import { bestByRules } from "./controls.ts";
import type { Crew } from "./crew/crew.ts";
import { evaluate } from "./evaluate.ts";
import { pretrainStage } from "./pretrain-stage.ts";
import { isOver, reinforceStage } from "./reinforce-stage.ts";
import type { RewardSource } from "./reinforce.ts";
import type { Report } from "./report.ts";
import type { Run } from "./run.ts";
import type { TrainingData } from "./training-data.ts";
import type { TrainingEvent } from "./training-event.ts";
import {
  loadProgress,
  type PretrainProgress,
  pretrainProgress,
  type ReinforceProgress,
  reinforceProgress,
} from "./training-state.ts";

export interface TrainingOptions extends TrainingData {
  readonly run: Run;
  readonly config: Config;
  readonly engine: EngineName;
  readonly signal: AbortSignal;
  readonly crew: Crew;
  /** Goes on with what is left of a stopped run; else everything is done anew. */
  readonly resume: boolean;
  readonly onNotice?: (notice: string) => void;
}

/** How far learning from the corpus has come, where it was begun. */
async function pretrained({ run }: TrainingOptions): Promise<PretrainProgress | undefined> {
  return existsSync(run.training) ? loadProgress(run.training, pretrainProgress) : undefined;
}

/** Learns from the corpus alone, until its reference is final. */
export async function* pretrainRun(options: TrainingOptions): AsyncGenerator<TrainingEvent> {
  const progress = options.resume ? await pretrained(options) : undefined;
  if (progress?.done === true) return;
  // What was begun goes on with the steps that it was begun with.
  const config = progress === undefined ? await withPretrainBudget(options) : options.config;
  if (config !== options.config) await options.run.saveConfig(config);
  yield* pretrainStage({ ...options, config, resume: progress !== undefined });
}

/** A learner to train: what it is paid by, and where its best goes. */
interface Repeat {
  readonly seed: number;
  readonly output: string;
  readonly rewardSource: RewardSource;
  /** Where its checkpoints lie, apart from the others'. */
  readonly part: Run;
  /** What it is, beside the learner that is kept. */
  readonly repeat?: string;
}

function repeats({ run, config }: TrainingOptions): Repeat[] {
  const seeds = Array.from({ length: config.reinforce.seeds }, (_, i): Repeat => ({
    seed: config.seed + i,
    output: run.learner(i),
    rewardSource: "rules",
    part: run.part(`seed-${config.seed + i}`),
    ...(i > 0 && { repeat: `seed ${config.seed + i}` }),
  }));
  const controls = config.evaluate.controls
    ? (["constant", "shuffled"] as const).map((rewardSource): Repeat => ({
        seed: config.seed,
        output: run.control(rewardSource),
        rewardSource,
        part: run.part(rewardSource),
        repeat: `${rewardSource} reward`,
      }))
    : [];
  return [...seeds, ...controls];
}

async function reinforced({ part }: Repeat): Promise<ReinforceProgress | undefined> {
  return existsSync(part.training) ? loadProgress(part.training, reinforceProgress) : undefined;
}

/** Learns from reward, from the run's reference on. */
export async function* reinforceRun(options: TrainingOptions): AsyncGenerator<TrainingEvent> {
  const { config, resume, signal } = options;
  for (const repeat of repeats(options)) {
    const progress = resume ? await reinforced(repeat) : undefined;
    if (progress !== undefined && isOver(progress, config.reinforce.steps)) continue;
    if (signal.aborted) return;
    await mkdir(repeat.part.folder, { recursive: true });
    yield* reinforceStage({ ...options, ...repeat, reference: options.run.reference, resume: progress !== undefined });
  }
}

/** Measures every learner of the run against its reference, and writes `report.json`. */
export async function evaluateRun(
  options: TrainingOptions & { readonly onProgress?: (done: number, total: number) => void },
): Promise<Report> {
  const { run, config, rules } = options;
  const all = repeats(options);
  const reference = await loadAgent(run.reference);
  const learners = all.filter(({ rewardSource, output }) => rewardSource === "rules" && existsSync(output));
  const [first, ...others] = await Promise.all(
    learners.map(async (repeat) => {
      const { seed, output } = repeat;
      return { seed, learner: await loadAgent(output), stopped: (await reinforced(repeat))?.stopped };
    }),
  );
  const controls = new Map<string, Speaker>();
  for (const { rewardSource, output } of all) {
    if (rewardSource !== "rules" && existsSync(output)) controls.set(rewardSource, await loadAgent(output));
  }
  if (config.evaluate.controls)
    controls.set("best-of-n", bestByRules(reference, { rules, ...options.corpus, n: config.evaluate.bestOf }));
  const report = await evaluate({
    ...options,
    run: run.name,
    reference,
    seed: first?.seed ?? config.seed,
    learner: first?.learner ?? reference,
    stopped: first?.stopped,
    settings: config,
    seconds: {
      pretrain: (await pretrained(options))?.seconds ?? 0,
      reinforce: (all[0] && (await reinforced(all[0])))?.seconds ?? 0,
    },
    otherSeeds: others,
    controls,
  });
  await run.writeReport(report);
  return report;
}

/** Everything, one stage after the other; the last event has the verdict. */
export async function* train(options: TrainingOptions): AsyncGenerator<TrainingEvent, Report | undefined> {
  const { signal } = options;
  yield* pretrainRun(options);
  if (signal.aborted) return undefined;
  const config = await withReinforceBudget(options);
  if (config !== options.config) await options.run.saveConfig(config);
  const budgeted = { ...options, config };
  yield* reinforceRun(budgeted);
  if (signal.aborted) return undefined;
  yield { stage: "evaluate", step: 0, steps: 1, secondsLeft: null };
  const report = await evaluateRun(budgeted);
  const { klPerWord, verdict, learner } = report;
  yield { stage: "done", step: 1, steps: 1, secondsLeft: 0, perplexity: learner.perplexity, kl: klPerWord, verdict };
  return report;
}
