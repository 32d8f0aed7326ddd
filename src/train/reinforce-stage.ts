/**
 * Reinforcement from the run's reference to its best learner: steps, looks on validation scenes, the guard's verdicts, and
 * checkpoints to resume from and to roll back to.
 */
import type { Agent } from "../agent/agent.ts";
import { loadAgent, loadCheckpoint, saveCheckpoint } from "../agent/checkpoint.ts";
import type { Config } from "../config.ts";
import type { Crew } from "./crew/crew.ts";
import { freshGuard, guardEvaluation, guardStep, isFit } from "./guard.ts";
import { look } from "./curriculum.ts";
import { Learner } from "./learner.ts";
import { quickMeasure, type QuickMeasure } from "./measure.ts";
import { Opponents } from "./opponents.ts";
import { describeQuickly, type QuickEvaluation, quickEvaluate } from "./quick-evaluation.ts";
import { reinforce, type ReinforceStep, type RewardSource } from "./reinforce.ts";
import { firstState } from "./reinforce-state.ts";
import type { Run } from "./run.ts";
import { timeLeft } from "./time-left.ts";
import type { TrainingData } from "./training-data.ts";
import { shownDialogue, type TrainingEvent } from "./training-event.ts";
import { progressIn, type ReinforceProgress, reinforceProgress } from "./training-state.ts";
import { quickYardstick } from "./yardstick.ts";

export interface ReinforceStage extends TrainingData {
  /** Folder of the frozen reference. */
  readonly reference: string;
  /** Where its own checkpoints lie. */
  readonly part: Run;
  readonly config: Config;
  readonly seed: number;
  /** Where the best learner goes. */
  readonly output: string;
  readonly resume: boolean;
  readonly signal: AbortSignal;
  readonly crew: Crew;
  readonly rewardSource?: RewardSource;
  /** What it is, beside the learner that is kept. */
  readonly repeat?: string;
  /** Told what is no number: roll-backs and alarms. */
  readonly onNotice?: (notice: string) => void;
}

/** Everything that training changes, from one step to the next. */
interface Standing {
  readonly learner: Learner;
  readonly opponents: Opponents;
  readonly progress: ReinforceProgress;
}

const beginning = ({ config }: ReinforceStage): ReinforceProgress => ({
  stage: "reinforce",
  reinforce: firstState(config.reinforce.kl.coefficient),
  guard: freshGuard,
  learningRate: config.reinforce.learningRate,
  snapshots: [],
  seconds: 0,
});

async function standingAt(folder: string, stage: ReinforceStage, reference: Agent): Promise<Standing> {
  const { agent, optimizer, state } = await loadCheckpoint(folder);
  const progress = progressIn(folder, state, reinforceProgress);
  const past = await Promise.all(progress.snapshots.map((step) => loadAgent(stage.part.snapshot(step))));
  const opponents = new Opponents(reference, stage.config.opponents, past);
  return { learner: new Learner(agent, { optimizer, crew: stage.crew }), opponents, progress };
}

/** Yields after every step; leaves the best learner in `output`, also where the guard stops it. */
export async function* reinforceStage(stage: ReinforceStage): AsyncGenerator<TrainingEvent> {
  const {
    part,
    config,
    corpus,
    rules,
    resume,
    signal,
    seed,
    output,
    crew,
    rewardSource = "rules",
    onNotice = () => {},
  } = stage;
  const settings = config;
  const reference = await loadAgent(stage.reference);
  const fresh = (): Standing => ({
    learner: new Learner(reference.copy("learner"), { crew }),
    opponents: new Opponents(reference, config.opponents),
    progress: beginning(stage),
  });
  let standing = resume ? await standingAt(part.training, stage, reference) : fresh();
  const stick = quickYardstick({ reference, corpus, rules, settings, seed });
  const before = await quickMeasure(reference, stick, { crew });
  const start = describeQuickly(before, before, stick);
  const { steps } = config.reinforce;
  const left = timeLeft();
  const clock = performance.now();
  const secondsBefore = standing.progress.seconds;
  const save = async (folder: string): Promise<void> => {
    const { learner, progress } = standing;
    progress.seconds = secondsBefore + (performance.now() - clock) / 1000;
    await saveCheckpoint(folder, { agent: learner.agent, optimizer: learner.optimizer, state: progress });
  };
  if (!resume) {
    // What lies there is another training's.
    for (const folder of [part.good, part.training]) await save(folder);
    await saveCheckpoint(output, { agent: standing.learner.agent });
  }

  while (!isOver(standing.progress, steps) && !signal.aborted) {
    const { learner, opponents, progress } = standing;
    const loop = reinforce(
      {
        learner,
        reference,
        opponents,
        corpus,
        rules,
        seed,
        rewardSource,
        settings: { ...settings, reinforce: { ...config.reinforce, learningRate: progress.learningRate } },
        accept: (loss, gradientNorm) => isFit(standing.progress.guard, { loss, gradientNorm }, settings),
      },
      progress.reinforce,
    );
    for await (const now of loop) {
      const guarded = guardStep(progress.guard, { ...now, ...now.update }, settings);
      Object.assign(progress, { reinforce: now.state, guard: guarded.state });
      const kept = opponents.snapshot(learner.agent, now.step);
      if (kept !== undefined) await keepSnapshot(stage, standing, kept, now.step);
      let { verdict } = guarded;
      let found: QuickEvaluation | undefined;
      if (verdict !== "skip" && (now.step % config.evaluate.every === 0 || now.step === steps)) {
        found = await quickEvaluate(learner.agent, before, stick, { crew });
        const looked = guardEvaluation(progress.guard, found, { start, rules }, settings);
        for (const alarm of looked.alarms) onNotice(`step ${now.step}: ${alarm}`);
        const curriculum = look(progress.reinforce.curriculum, found.reward.mean, config.selfPlay);
        Object.assign(progress, { guard: looked.state, reinforce: { ...progress.reinforce, curriculum } });
        verdict = looked.verdict;
        if (looked.isBest) await saveCheckpoint(output, { agent: learner.agent });
        // What it goes back to, and what it goes on from where the process is killed.
        if (verdict === "go on") for (const folder of [part.good, part.training]) await save(folder);
      }
      yield eventOf(now, stage, left(now.step, steps), found, before);
      if (typeof verdict === "object" && "stop" in verdict) {
        progress.stopped = `step ${now.step}: ${verdict.stop}`;
        onNotice(`${progress.stopped}; it ends here, and the best learner so far is kept`);
        break;
      }
      if (typeof verdict === "object") {
        onNotice(`step ${now.step}: ${verdict.rollBack}; back to the last good checkpoint, more careful from there`);
        standing = await rolledBack(stage, standing, reference);
        break;
      }
      // The curriculum may have moved: the loop goes on from what it is told.
      if (found !== undefined || signal.aborted) break;
    }
  }
  await save(part.training);
  standing.learner.dispose();
  standing.opponents.dispose();
  reference.dispose();
}

/** Whether there is nothing left of it to do. */
export function isOver({ reinforce: { step }, stopped }: ReinforceProgress, steps: number): boolean {
  return step >= steps || stopped !== undefined;
}

async function keepSnapshot(
  { part, config }: ReinforceStage,
  { progress }: Standing,
  snapshot: Agent,
  step: number,
): Promise<void> {
  await saveCheckpoint(part.snapshot(step), { agent: snapshot });
  progress.snapshots = [...progress.snapshots, step].slice(-config.opponents.keep);
}

/** The last good checkpoint, but what the guard has learnt stays, and the steps become more careful. */
async function rolledBack(
  stage: ReinforceStage,
  { progress, learner, opponents }: Standing,
  reference: Agent,
): Promise<Standing> {
  const { rateFactor, klFactor } = stage.config.guard;
  const good = await standingAt(stage.part.good, stage, reference);
  learner.dispose();
  opponents.dispose();
  const { kl, step } = progress.reinforce;
  // The step goes on counting, so that what went wrong is not drawn again.
  const reinforced = { ...good.progress.reinforce, step, kl: kl * klFactor };
  const learningRate = progress.learningRate * rateFactor;
  return { ...good, progress: { ...good.progress, reinforce: reinforced, guard: progress.guard, learningRate } };
}

function eventOf(
  now: ReinforceStep,
  { config, rules, repeat }: ReinforceStage,
  secondsLeft: number | null,
  found: QuickEvaluation | undefined,
  before: QuickMeasure,
): TrainingEvent {
  const [rollout] = now.rollouts;
  const judged = now.judgement[0];
  return {
    stage: "reinforce",
    step: now.step,
    steps: config.reinforce.steps,
    secondsLeft,
    ...(repeat !== undefined && { repeat }),
    reward: now.reward,
    rules: Object.fromEntries(now.rules),
    kl: now.klPerWord,
    entropy: now.entropy,
    ...(found && { perplexity: found.vitals.perplexityRatio * before.perplexity }),
    ...(rollout && judged && { example: shownDialogue(rollout.dialogue, judged, rules) }),
  };
}
