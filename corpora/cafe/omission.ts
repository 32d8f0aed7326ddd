import type { Move, PlannedTurn } from "./material.ts";
import { has, type Turns } from "./turns.ts";

/** What the guest says in answer to what the staff do: when one is left out, so is the other. */
const answers: ReadonlyMap<string, readonly string[]> = new Map([
  ["allergy?", ["none", "allergy"]],
  ["back", ["yes"]],
  ["name?", ["name"]],
  ["refuse", ["instead", "accept"]],
  ["refuse-food", ["drop", "accept-food"]],
  ["warn", ["drop"]],
]);

/** One speaker's neighbouring turns become one. */
function joinNeighbours(turns: Turns): Turns {
  const joined: PlannedTurn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (turn.moves.length === 0) continue;
    if (last?.seat === turn.seat) joined.splice(-1, 1, { ...last, moves: [...last.moves, ...turn.moves] });
    else joined.push(turn);
  }
  return joined;
}

/** The guest's answer without what was never asked; with nothing else to answer, nor what they would have added. */
function withoutAnswer(moves: readonly Move[], gone: readonly string[]): readonly Move[] {
  const left = moves.filter(({ act }) => !gone.includes(act));
  return left.length < moves.length && left.every(({ act }) => act === "-") ? [] : left;
}

/** Leaves out an act of the staff's, and what the guest would have answered. */
export function leaveOut(turns: Turns, act: string): Turns {
  const gone = answers.get(act) ?? [];
  const answer = (index: number): readonly Move[] => withoutAnswer(turns[index]?.moves ?? [], gone);
  const left = turns.map((turn, index): PlannedTurn => {
    const before = turns[index - 1];
    if (turn.seat === "customer") return before && has(before, act) ? { ...turn, moves: answer(index) } : turn;
    if (!has(turn, act)) return turn;
    const moves = turn.moves.filter((move) => move.act !== act);
    const left = moves.every((move) => move.act === "-") && answer(index + 1).length === 0 && index > 0 ? [] : moves;
    const instead = index === 0 ? "ask" : "ack";
    return { ...turn, moves: left.length === 0 && answer(index + 1).length > 0 ? [{ act: instead }] : left };
  });
  return joinNeighbours(left.some((turn) => has(turn, "allergy")) ? left : withoutNotes(left));
}

/** Nobody promises to keep away from the food what they were not told of. */
function withoutNotes(turns: Turns): Turns {
  return turns.map((turn): PlannedTurn => {
    if (!has(turn, "note")) return turn;
    const moves = turn.moves.filter(({ act }) => act !== "note");
    return { ...turn, moves: moves.length === 0 ? [{ act: "ack" }] : moves };
  });
}
