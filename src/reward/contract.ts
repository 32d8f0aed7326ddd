import type { z } from "zod";
import type { Dialogue, Outcome } from "../dialogue/dialogue.ts";
import type { Fact } from "../dialogue/fact.ts";
import type { Seat, Seats } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";

/** What a rule sees when it judges one turn: the turn, all that came before it, and what its speaker knew. */
export interface Moment {
  readonly turn: Turn;
  /** The turn's lower-cased words and punctuation marks. */
  readonly words: readonly string[];
  /** The dialogue up to and including the turn. */
  readonly dialogue: Dialogue;
  /** The turn's place in `dialogue.turns`, from 0. */
  readonly index: number;
  /** What the speaker knew when it spoke. */
  readonly knows: readonly Fact[];
  /** The partner's last turn before this one, if there was one. */
  readonly heard: Turn | undefined;
  readonly seats: Seats;
  /** Its speaker's last turn: the dialogue was over with it, or with the partner's answer to it. */
  readonly last: boolean;
  /** How it came out: only where `last`, and only in a corpus whose world or file settles it. */
  readonly outcome: Outcome | undefined;
}

/** Why a score is what it is: shown beside the turn. */
export interface Evidence {
  readonly note: string;
  /** The words of the turn that it is about. */
  readonly words?: string;
  /** One requirement's name and whether the turn kept it, where a rule checks several; compliance counts these. */
  readonly requirement?: string;
  readonly kept?: boolean;
}

export interface Score {
  /** In the rule's range; `null` where the rule does not apply, which is left out of every mean. */
  readonly value: number | null;
  readonly evidence: readonly Evidence[];
}

/** What a rule may read before it judges anything. */
export interface Background {
  readonly name: string;
  readonly seats: Seats;
  readonly houseRules: string | undefined;
  /** Dialogues of the training split. */
  readonly dialogues: readonly Dialogue[];
}

/** Documentation and contract test at once: a turn, in its circumstances, and the score that it must get. */
export interface Example<Options = unknown> {
  /** Earlier turns, in order, alternating, the last one by the partner. */
  readonly before?: readonly string[];
  readonly says: string;
  /** Who talks; `a` and `b` if missing. */
  readonly seats?: Seats;
  /** The speaker's seat; the first one if missing. */
  readonly seat?: Seat;
  /** The speaker's facts, `[field, words]`. */
  readonly knows?: readonly (readonly [field: string, words: string])[];
  /** The dialogue is over with this turn, and came out so. */
  readonly outcome?: Outcome;
  /** The dialogue is over with this turn; true where `outcome` is given. */
  readonly last?: boolean;
  readonly options?: Partial<Options>;
  readonly houseRules?: string;
  /** Texts of training dialogues, each a list of alternating turns. */
  readonly corpus?: readonly (readonly string[])[];
  /** Facts that speakers of training dialogues had, `[field, words]`. */
  readonly corpusKnows?: readonly (readonly [field: string, words: string])[];
  readonly scores: number | null;
}

/**
 * A reward rule: one file in `rewards/`, named as the rule. `score` is pure; it may be called in any order and from any
 * thread. What it throws stops the run with the rule's name, the dialogue and the turn: it is never a zero.
 */
export interface Rule<Schema extends z.ZodType = z.ZodType, Prepared = unknown> {
  readonly name: string;
  readonly summary: string;
  /** Least and greatest score. */
  readonly range: readonly [least: number, greatest: number];
  readonly options: Schema;
  readonly examples: readonly Example<z.infer<Schema>>[];
  /** Reads the corpus once, before the first turn is judged. */
  prepare?(background: Background, options: z.infer<Schema>): Prepared;
  score(moment: Moment, options: z.infer<Schema>, prepared: Prepared): number | null | Score;
}

/** Types a rule by its schema; gives it back as it is. */
export function defineRule<Schema extends z.ZodType, Prepared = undefined>(
  rule: Rule<Schema, Prepared>,
): Rule<Schema, Prepared> {
  return rule;
}
