import type { Random } from "../../src/rng.ts";
import type { PlannedTurn } from "./material.ts";
import { has, indexOf, mapTurns, type Turns } from "./turns.ts";

const bill: readonly string[] = ["total", "pay?"];
/** What staff say before they come to a price; that of the drink comes before that of the food. */
const before: readonly string[] = ["ack", "note", "thank", "-", "price-drink"];

/** Where in a turn a price can be told: before the bill, else after what comes first; -1 where it can't. */
function placeIn(turn: PlannedTurn | undefined): number {
  if (turn === undefined || turn.seat !== "barista" || has(turn, "mishear")) return -1;
  return turn.moves.findIndex(({ act }) => (has(turn, ...bill) ? bill.includes(act) : !before.includes(act)));
}

/** Staff name the price of each thing: right after it was ordered, or with the total. */
export function withPrices(turns: Turns, random: Random): Turns {
  const quoted = (act: string): boolean => indexOf(turns, act, "prices") >= 0;
  const last = indexOf(turns, ...bill);
  const wants = [
    ...(quoted("price-drink") ? [] : [{ act: "price-drink", after: ["order", "both", "instead", "accept", "change"] }]),
    ...(quoted("price-food") ? [] : [{ act: "price-food", after: ["eat", "both", "accept-food"] }]),
  ].filter(({ after }) => indexOf(turns, ...after) >= 0);
  let priced = turns;
  let earliest = -1; // prices come in the order in which guests order
  for (const { act, after } of wants) {
    const next = Math.max(earliest, turns.findLastIndex((turn) => has(turn, ...after)) + 1);
    const at = next < last && random.next() < 0.5 && placeIn(priced[next]) >= 0 ? next : Math.max(earliest, last);
    const [turn, place] = [priced[at], placeIn(priced[at])];
    if (turn === undefined || place < 0) continue;
    earliest = at;
    const moves = [...turn.moves.slice(0, place), { act }, ...turn.moves.slice(place)];
    priced = [...priced.slice(0, at), { ...turn, moves }, ...priced.slice(at + 1)];
  }
  return mapTurns(priced, ({ moves }) => {
    const at = moves.findIndex((move, index) => move.act === "price-drink" && moves[index + 1]?.act === "price-food");
    return at < 0 ? moves : [...moves.slice(0, at), { act: "prices" }, ...moves.slice(at + 2)];
  });
}
