import { type Dialogue, factsKnown } from "../dialogue/dialogue.ts";
import type { Fact } from "../dialogue/fact.ts";
import type { Seat, Seats } from "../dialogue/seat.ts";
import type { Moment } from "./contract.ts";

/**
 * What a rule sees of each turn of `dialogue`, in order. While a dialogue is not `over`, no moment is a speaker's last
 * one. Moments are shared by all rules, so they are frozen: one rule cannot change what another sees.
 */
export function moments(dialogue: Dialogue, seats: Seats, over = true): readonly Moment[] {
  const { turns } = dialogue;
  // How it came out is not to be seen before a speaker's last turn.
  const { outcome, ended: _, ...open } = dialogue;
  const known = new Map<Seat, readonly Fact[]>();
  return turns.map((turn, index) => {
    const before = turns[index - 1];
    if (before?.gives || before?.takes) known.clear();
    const knows = known.get(turn.seat) ?? factsKnown(dialogue, turn.seat, index);
    known.set(turn.seat, knows);
    const last = over && !turns.slice(index + 1).some((later) => later.seat === turn.seat);
    const upTo = Object.freeze(turns.slice(0, index + 1));
    return Object.freeze<Moment>({
      turn,
      words: Object.freeze(turn.text.split(" ").filter((word) => word !== "")),
      dialogue: Object.freeze(last ? { ...dialogue, turns: upTo } : { ...open, turns: upTo }),
      index,
      knows,
      heard: upTo.findLast((earlier) => earlier.seat !== turn.seat),
      seats,
      last,
      outcome: last ? outcome : undefined,
    });
  });
}
