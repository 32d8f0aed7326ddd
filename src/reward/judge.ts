import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Seat, Seats } from "../dialogue/seat.ts";
import { RuleError } from "../errors.ts";
import type { JudgedDialogue, Judgement } from "./judgement.ts";
import type { LoadedRule } from "./load-rules.ts";
import { moments } from "./moment.ts";
import type { Evidence, Moment, Score } from "./contract.ts";

export interface JudgeOptions {
  readonly seats: Seats;
  /** Whose turns are scored; those of all if not given. */
  readonly speaker?: Seat;
  /** False for dialogues that still go on: nothing is decided at their end then. */
  readonly over?: boolean;
  /** Told once of each rule that takes longer than `slowMs` over one turn. */
  readonly warn?: (message: string) => void;
  readonly slowMs?: number;
}

const noEvidence: readonly Evidence[] = Object.freeze([]);

/**
 * Every rule's score of every turn; of one speaker's, only of those that it chose: an opening is its scene's. A rule that throws, or
 * that leaves its range, stops it.
 *
 * @throws RuleError with the rule's name, the dialogue and the turn.
 */
export function judge(
  dialogues: readonly Dialogue[],
  rules: readonly LoadedRule[],
  { seats, speaker, over = true, warn = (message) => process.emitWarning(message), slowMs = 5000 }: JudgeOptions,
): Judgement {
  const slow = new Set<string>();
  return dialogues.map((dialogue): JudgedDialogue => {
    const opening = dialogue.scene.opening.length;
    const turns = moments(dialogue, seats, over).map((moment) => {
      const scores = new Map<string, Score>();
      const isOwn = moment.turn.seat === speaker && moment.index >= opening;
      if (speaker !== undefined && !isOwn) return { seat: moment.turn.seat, scores };
      for (const rule of rules) {
        const start = performance.now();
        scores.set(rule.name, scoreOf(rule, moment));
        const ms = performance.now() - start;
        if (ms > slowMs && !slow.has(rule.name)) {
          slow.add(rule.name);
          warn(`rule "${rule.name}" took ${(ms / 1000).toFixed(1)} s over ${place(moment)}; the others wait for it`);
        }
      }
      return { seat: moment.turn.seat, scores };
    });
    return { id: dialogue.id, turns };
  });
}

/** @throws RuleError where the rule throws, or gives what is neither `null` nor a number in its range. */
export function scoreOf(rule: LoadedRule, moment: Moment): Score {
  let raw: ReturnType<LoadedRule["score"]>;
  try {
    raw = rule.score(moment);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RuleError(`rule "${rule.name}" threw on ${place(moment)}: ${reason}`, { cause: error });
  }
  const score = typeof raw === "object" && raw !== null ? raw : { value: raw, evidence: noEvidence };
  const [least, greatest] = rule.range;
  const { value } = score;
  // Written so that NaN, and what a rule without types may give, fail too.
  if (value !== null && !(typeof value === "number" && value >= least && value <= greatest)) {
    throw new RuleError(
      `rule "${rule.name}" gave ${String(value)} to ${place(moment)}; expected ${least} to ${greatest}, its range, or null`,
    );
  }
  return score;
}

function place({ dialogue, index, turn }: Moment): string {
  return `dialogue ${dialogue.id}, turn ${index + 1} (${turn.seat}: "${turn.text}")`;
}
