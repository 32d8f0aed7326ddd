/**
 * Reinforcement learning by self-play: rollouts in many scenes, rewards by rule, a critic as baseline (A2C with generalised
 * advantages, Schulman et al. 2016) or the other rollouts of a scene (RLOO, Ahmadian et al. 2024), what leaving the reference
 * costs inside the reward (Jaques et al. 2017), an entropy bonus, and now and then a step on human dialogues. On-policy: every
 * dialogue is learnt from once.
 */
import type { Agent } from "../agent/agent.ts";
import { sampledWords } from "../agent/lesson.ts";
import type { Config } from "../config.ts";
import type { Scene } from "../dialogue/scene.ts";
import { turnRewards } from "../reward/combine.ts";
import { judge } from "../reward/judge.ts";
import { type Judgement, ruleMeans } from "../reward/judgement.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import { Normaliser } from "../reward/normaliser.ts";
import { entropyCoefficient } from "../rl/entropy.ts";
import { nextKlCoefficient } from "../rl/kl.ts";
import { type Random, randomFrom } from "../rng.ts";
import type { Corpus } from "../text/corpus.ts";
import { credit, divergence, ownTurns, policyLesson } from "./credit.ts";
import { fittedHead, predictReturns, replaceHead } from "./critic.ts";
import { isLast, maxTurns } from "./curriculum.ts";
import type { Learner, Update } from "./learner.ts";
import { learningRateAt } from "./learning-rate.ts";
import type { Opponents } from "./opponents.ts";
import { likelihood, sides } from "./pretrain.ts";
import type { ReinforceState } from "./reinforce-state.ts";
import { type Rollout, startRollouts } from "./rollout.ts";
import { drawOpenedByPeople, trainingScenes } from "./scenes.ts";
import type { Sum } from "./tally.ts";

/** What the dialogues of a step are paid by; the two others are controls, which must not help. */
export type RewardSource = "rules" | "constant" | "shuffled";

export interface ReinforceSetup {
  readonly learner: Learner;
  readonly reference: Agent;
  readonly opponents: Opponents;
  readonly corpus: Corpus;
  readonly rules: readonly LoadedRule[];
  readonly settings: Pick<Config, "pretrain" | "selfPlay" | "reinforce">;
  readonly seed: number;
  readonly rewardSource?: RewardSource;
  readonly accept?: (loss: number, gradientNorm: number) => boolean;
}

export interface ReinforceStep {
  readonly step: number;
  readonly rollouts: readonly Rollout[];
  /** Of the learner's turns only. */
  readonly judgement: Judgement;
  /** Mean score by rule. */
  readonly rules: ReadonlyMap<string, number | null>;
  /** Mean reward of a turn, normalised and weighted, before the KL is taken off. */
  readonly reward: number;
  /** The same rewards, of the dialogues that the learner had with itself alone. */
  readonly withItself: Sum;
  /** Nats a word that the learner left the reference by, mean of log π − log π₀ over sampled words. */
  readonly klPerWord: number;
  /** Nats a word, mean of −log π over sampled words. */
  readonly entropy: number;
  readonly update: Update;
  readonly state: ReinforceState;
}

/** Takes one step after another from `state` on; the caller decides when to stop, and may begin anew from a state of its own. */
export async function* reinforce(setup: ReinforceSetup, from: ReinforceState): AsyncGenerator<ReinforceStep> {
  const { learner, reference, opponents, corpus, rules, settings, seed, rewardSource = "rules", accept } = setup;
  const { selfPlay, reinforce: options } = settings;
  const human = sides(
    corpus.dialogues.filter(({ split }) => split === "train"),
    corpus.seats,
  );
  let state = from;
  for (let step = state.step + 1; step <= options.steps; step++) {
    const random = randomFrom(seed, "reinforce", step);

    // Act: dialogues in new scenes and in some that people have opened, against a partner from the pool.
    const playing = startRollouts(learner.agent, scenesOf(corpus, selfPlay, random.fork("scenes")), {
      stage: { ...corpus, maxTurns: maxTurns(state.curriculum, selfPlay.turns), maxWords: selfPlay.maxWords },
      rollouts: selfPlay.rollouts,
      partner: (stream) => opponents.draw(learner.agent, stream),
      random: random.fork("rollouts"),
      crew: learner.crew,
    });

    // Judge: every rule scores every turn of the learner's, while others are still talking, or read what the reference would have
    // said. What a dialogue has still to do counts only once it may run its full length.
    const full = isLast(state.curriculum, selfPlay.turns);
    // Asynchronous, so that a rule that throws is heard of together with the reading that goes on meanwhile.
    const judged = async ({ dialogue, seat }: Rollout): Promise<Judgement> => {
      const over = full || dialogue.ended === true;
      return judge([dialogue], rules, { seats: corpus.seats, speaker: seat, over });
    };
    const judging = playing.map(async (match) => {
      const rollouts = await match;
      const sampled = rollouts.map(({ stream }) => sampledWords(stream));
      const [readings, judgement] = await Promise.all([
        learner.crew.read(reference, sampled),
        Promise.all(rollouts.map(judged)),
      ]);
      return { rollouts, readings, judgement: judgement.flat() };
    });
    const all = await Promise.all(judging);
    const rollouts = all.flatMap((match) => match.rollouts);
    const judgement = all.flatMap((match) => match.judgement);
    const normaliser = new Normaliser(state.normaliser);
    normaliser.observe(judgement);
    const rewards = turnRewards(judgement, rules, normaliser); // [B, U]

    // Credit: a turn earns its own reward and, discounted, what comes later, less what the critic expected before it.
    const apart = divergence(
      rollouts,
      all.flatMap(({ readings }) => readings),
    );
    const own = rollouts.map((rollout, row) => ownTurns(rollout).map((u) => rewards[row]?.[u] ?? 0)); // [B, own U]
    const states = rollouts.map((rollout) => rollout.states);
    const values = predictReturns(learner.agent, states);
    const groups = rollouts.map(({ group }) => group);
    const opens = rollouts.map((rollout) => (ownTurns(rollout)[0] ?? Infinity) < corpus.seats.length);
    const { advantages, returns, deviation } = credit(
      { rewards: paid(own, rewardSource, random.fork("shuffle")), values, groups, opens },
      apart,
      { ...options, coefficient: state.kl, deviation: state.deviation },
    );

    // Learn: raise the log-probability of what earned more than was expected.
    const scale = 1 / (rollouts.length * options.lossLength);
    const entropy = entropyCoefficient(step, options.steps, options.entropy);
    const policy = rollouts.map((rollout, row) => policyLesson(rollout, advantages[row] ?? [], { scale, entropy }));
    const supervised =
      step % options.supervisedEvery === 0
        ? likelihood(random.fork("human").shuffle(human).slice(0, 32), {
            vocabulary: learner.agent.vocabulary,
            heardShare: settings.pretrain.heardShare,
            unknownShare: settings.pretrain.unknownShare,
            random: random.fork("heard"),
            weight: options.supervisedWeight,
          })
        : [];
    const learningRate = learningRateAt(step, options);
    const updating = learner.update([...policy, ...supervised], {
      ...options,
      learningRate,
      ...(accept && { accept }),
    });
    // The critic learns meanwhile: it has no part in the update.
    const head = fittedHead(learner.agent, states, returns, step);
    const update = await updating;
    replaceHead(learner.agent, head);
    // Report; the caller guards.
    const kl = nextKlCoefficient(state.kl, apart.perWord, options.kl.target);
    state = { ...state, step, kl, deviation, normaliser: normaliser.state };
    const reward = own.flat().reduce((sum, value) => sum + value, 0) / Math.max(1, own.flat().length);
    const alone = own.flatMap((turns, row) => (rollouts[row]?.withItself === true ? turns : []));
    const withItself = { sum: alone.reduce((sum, value) => sum + value, 0), count: alone.length };
    const report = { step, rollouts, judgement, rules: ruleMeans(judgement, rules), reward, withItself };
    yield { ...report, klPerWord: apart.perWord, entropy: apart.entropy, update, state };
  }
}

/** Of a step: new ones, and some that people have opened. */
function scenesOf(
  corpus: Corpus,
  { scenes, openedByPeople }: Pick<Config["selfPlay"], "scenes" | "openedByPeople">,
  random: Random,
): Scene[] {
  const opened = drawOpenedByPeople(corpus, Math.round(scenes * openedByPeople), random.fork("opened"));
  return [...trainingScenes(corpus, scenes - opened.length, random), ...opened];
}

/**
 * The rewards as the source has them: as they are, 0 for every turn, which is what a constant score is once it is normalised, or
 * those of any other turn. Any other constant would pay for the number of turns.
 */
function paid(
  rewards: readonly (readonly number[])[],
  source: RewardSource,
  random: Random,
): readonly (readonly number[])[] {
  if (source === "rules") return rewards;
  if (source === "constant") return rewards.map((turns) => turns.map(() => 0));
  const shuffled = random.shuffle(rewards.flat());
  return rewards.map((turns) => turns.map(() => shuffled.pop() ?? 0));
}
