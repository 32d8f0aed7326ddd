import { type Dialogue, factsKnown } from "../dialogue/dialogue.ts";
import type { Seats } from "../dialogue/seat.ts";
import type { Moment } from "./contract.ts";

/**
 * What a rule sees of each turn of `dialogue`, in order. While a dialogue is not `over`, no moment is a speaker's last
 * one. Moments are shared by all rules, so they are frozen: one rule cannot change what another sees.
 */
export function moments(dialogue: Dialogue, seats: Seats, over = true): readonly Moment[] {
  const { turns } = dialogue;
  return turns.map((turn, index) => {
    const last = over && !turns.slice(index + 1).some((later) => later.seat === turn.seat);
    return Object.freeze<Moment>({
      turn,
      words: Object.freeze(turn.text.split(" ").filter((word) => word !== "")),
      dialogue: upTo(dialogue, index, last),
      index,
      knows: factsKnown(dialogue, turn.seat, index),
      heard: turns.slice(0, index).findLast((earlier) => earlier.seat !== turn.seat),
      seats,
      last,
      outcome: last ? dialogue.outcome : undefined,
    });
  });
}

/** How it came out is not to be seen before a speaker's last turn. */
function upTo(dialogue: Dialogue, index: number, last: boolean): Dialogue {
  const { outcome, ended, ...rest } = dialogue;
  const end = last ? { ...(outcome && { outcome }), ...(ended !== undefined && { ended }) } : {};
  return Object.freeze({ ...rest, ...end, turns: Object.freeze(dialogue.turns.slice(0, index + 1)) });
}
