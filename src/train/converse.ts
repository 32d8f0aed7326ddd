import { at } from "../at.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import { otherSeat, type Seat, type Seats } from "../dialogue/seat.ts";
import type { Participant, Utterance } from "../dialogue/speaker.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { World } from "../dialogue/world.ts";

/** What holds for every dialogue of a batch. */
export interface Stage {
  readonly seats: Seats;
  readonly opens: Seat;
  readonly world?: World | undefined;
  /** Turns at most, the opening not counted. */
  readonly maxTurns: number;
  readonly maxWords: number;
}

/**
 * Two participants hold a dialogue in each scene, in lockstep, until a speaker ends it or the turns run out. The world gives
 * and takes after every turn and settles the outcome.
 */
export async function converse(
  scenes: readonly Scene[],
  participants: ReadonlyMap<Seat, Participant>,
  { seats, opens, world, maxTurns, maxWords }: Stage,
): Promise<Dialogue[]> {
  const participant = (seat: Seat): Participant => {
    const found = participants.get(seat);
    if (found === undefined) throw new RangeError(`converse: nobody has the seat "${seat}"`);
    return found;
  };
  const told: Turn[][] = scenes.map(() => []);
  const ended = scenes.map(() => false);
  const tell = async (turns: readonly (Turn | null)[]): Promise<void> => {
    turns.forEach((turn, row) => turn !== null && told[row]?.push(turn));
    for (const seat of seats) await participant(seat).listen(turns);
  };

  const openings = Math.max(0, ...scenes.map(({ opening }) => opening.length));
  for (let u = 0; u < openings; u++) await tell(scenes.map(({ opening }) => opening[u] ?? null));

  for (let u = 0; u < maxTurns && ended.includes(false); u++) {
    const next = scenes.map((_, row) => {
      const last = told[row]?.at(-1);
      return ended[row] === true ? null : last === undefined ? opens : otherSeat(seats, last.seat);
    });
    const said = new Map<number, Utterance>();
    for (const seat of seats) {
      const rows = next.flatMap((speaker, row) => (speaker === seat ? [row] : []));
      if (rows.length === 0) continue;
      const utterances = await participant(seat).speak(rows, { maxWords });
      rows.forEach((row, i) => said.set(row, at(utterances, i)));
    }
    await tell(
      scenes.map((scene, row) => {
        const utterance = said.get(row);
        const seat = next[row];
        if (utterance === undefined || seat === undefined || seat === null) return null;
        ended[row] = utterance.ends;
        const turn: Turn = { seat, text: utterance.text, ...(utterance.cut ? { cut: true } : {}) };
        return { ...turn, ...world?.consequence(scene, [...(told[row] ?? []), turn]) };
      }),
    );
  }
  return scenes.map((scene, row): Dialogue => {
    const turns = told[row] ?? [];
    const outcome = world === undefined ? {} : { outcome: world.outcome(scene, turns) };
    return { id: scene.id, scene, turns, ended: ended[row] ?? false, ...outcome };
  });
}
