import type { Move, PlannedTurn } from "./material.ts";

export type Turns = readonly PlannedTurn[];

export function has({ moves }: PlannedTurn, ...acts: readonly string[]): boolean {
  return moves.some(({ act }) => acts.includes(act));
}

export function indexOf(turns: Turns, ...acts: readonly string[]): number {
  return turns.findIndex((turn) => has(turn, ...acts));
}

export const barista = (...moves: Move[]): PlannedTurn => ({ seat: "barista", moves });

export const customer = (...moves: Move[]): PlannedTurn => ({ seat: "customer", moves });

export function mapMoves(turns: Turns, change: (move: Move) => Move): Turns {
  return turns.map(({ seat, moves }) => ({ seat, moves: moves.map(change) }));
}

export function mapTurns(turns: Turns, change: (turn: PlannedTurn) => readonly Move[]): Turns {
  return turns.map((turn) => ({ seat: turn.seat, moves: change(turn) }));
}

/**
 * Puts an exchange after turn `at`. What the staff were about to remark on that turn would come too late, and is left out;
 * where the guest replies to the remark, no dialogue is left at all.
 */
export function insertAfter(turns: Turns, at: number, ...exchange: PlannedTurn[]): Turns {
  const [next, ...rest] = turns.slice(at + 1);
  const replied = next?.moves.some(({ act }) => act === "-") && rest[0]?.moves.some(({ act }) => act === "-");
  if (replied === true) return [];
  const late = next?.moves.findIndex(({ act }) => act !== "-" && act !== "ack") ?? 0;
  const after = next === undefined ? [] : [{ ...next, moves: late < 0 ? [{ act: "ack" }] : next.moves.slice(late) }];
  return [...turns.slice(0, at + 1), ...exchange, ...after, ...rest];
}
