/**
 * The control that asks whether learning was worth it: the reference draws several replies and says the one that the rules score
 * best. It needs no training, only n times the sampling; a learner must beat it.
 */
import { BestOf, type Drafter, type Told } from "../agent/best-of.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { SpeakLimits, Utterance } from "../dialogue/speaker.ts";
import { turnRewards } from "../reward/combine.ts";
import { judge, scoreOf } from "../reward/judge.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import { moments } from "../reward/moment.ts";
import { Normaliser } from "../reward/normaliser.ts";
import type { Corpus } from "../text/corpus.ts";

export interface BestByRulesOptions extends Pick<Corpus, "seats" | "world" | "dialogues"> {
  readonly rules: readonly LoadedRule[];
  /** Replies to choose from. */
  readonly n: number;
}

/** Dialogues whose scores set the rules' scale. */
const scaleDialogues = 500;

/** Rules are put on one scale by what they make of the corpus's training dialogues, which `speaker` has learnt from. */
export function bestByRules<Said extends Utterance>(
  speaker: Drafter<Said, SpeakLimits>,
  { seats, world, dialogues, rules, n }: BestByRulesOptions,
): BestOf<Said, SpeakLimits> {
  const counting = rules.filter(({ weight }) => weight > 0);
  const normaliser = new Normaliser();
  const human = dialogues.filter(({ split }) => split === "train").slice(0, scaleDialogues);
  normaliser.observe(judge(human, counting, { seats }));

  /** What the reply's turn would earn, as in training: normalised, weighted, a rule that does not apply left out. */
  const rank = (reply: Said, { scene, seat, heard }: Told): number => {
    const turns = [...heard, { seat, text: reply.text, ...(reply.cut && { cut: true }) }];
    const outcome = reply.ends && world !== undefined ? { outcome: world.outcome(scene, turns) } : {};
    const dialogue: Dialogue = { id: scene.id, scene, turns, ended: reply.ends, ...outcome };
    const moment = moments(dialogue, seats, reply.ends).at(-1);
    const scores = new Map(
      counting.flatMap((rule) => (moment === undefined ? [] : [[rule.name, scoreOf(rule, moment)]])),
    );
    const [rewards] = turnRewards([{ id: scene.id, turns: [{ seat, scores }] }], counting, normaliser);
    return rewards?.[0] ?? 0;
  };
  return new BestOf(speaker, { n, rank });
}
