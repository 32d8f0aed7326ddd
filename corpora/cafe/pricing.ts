import type { Random } from "../../src/rng.ts";
import { has, indexOf, mapTurns, type Turns } from "./turns.ts";

/** What staff say before they come to a price; that of the drink comes before that of the food. */
const before: readonly string[] = ["ack", "note", "thank", "-", "price-drink"];

/** Staff name the price of each thing: with the total, or right after it was ordered. */
export function withPrices(turns: Turns, random: Random): Turns {
  const quoted = (act: string): boolean => indexOf(turns, act, "prices") >= 0;
  const bill = turns.findIndex((turn) => has(turn, "total", "pay?"));
  const wants = [
    ...(quoted("price-drink") ? [] : [{ act: "price-drink", after: ["order", "both", "instead", "accept", "change"] }]),
    ...(quoted("price-food") ? [] : [{ act: "price-food", after: ["eat", "both", "accept-food"] }]),
  ].filter(({ after }) => indexOf(turns, ...after) >= 0);
  let priced = turns;
  let earliest = -1; // prices come in the order in which guests order
  for (const { act, after } of wants) {
    if (random.next() < 0.04) continue;
    const atOnce = random.next() < 0.5;
    const ordered = turns.findLastIndex((turn) => has(turn, ...after));
    const at = Math.max(earliest, atOnce && ordered + 1 < bill ? ordered + 1 : bill);
    earliest = at;
    const turn = priced[at];
    if (turn === undefined || turn.seat !== "barista" || has(turn, "mishear")) continue;
    const last = at === bill ? ["total", "pay?"] : [];
    const place = turn.moves.findIndex(({ act }) => (last.length > 0 ? last.includes(act) : !before.includes(act)));
    if (place < 0) continue;
    const moves = [...turn.moves.slice(0, place), { act, optional: true }, ...turn.moves.slice(place)];
    priced = [...priced.slice(0, at), { ...turn, moves }, ...priced.slice(at + 1)];
  }
  return mapTurns(priced, ({ moves }) => {
    const at = moves.findIndex((move, index) => move.act === "price-drink" && moves[index + 1]?.act === "price-food");
    return at < 0 ? moves : [...moves.slice(0, at), { act: "prices", optional: true }, ...moves.slice(at + 2)];
  });
}
