import type { Random } from "../../src/rng.ts";
import type { Move, PlannedTurn, Script } from "./material.ts";
import type { Staff } from "./staff.ts";
import { questions, type Visit } from "./visit.ts";

/** What the guest says in answer to what the staff do: when one is left out, so is the other. */
const answers: ReadonlyMap<string, readonly string[]> = new Map([
  ["allergy?", ["none", "allergy"]],
  ["back", ["yes"]],
  ["name?", ["name"]],
  ["refuse", ["instead", "accept"]],
  ["refuse-food", ["drop", "accept-food"]],
  ["warn", ["drop"]],
]);

type Turns = readonly PlannedTurn[];

function has({ moves }: PlannedTurn, ...acts: readonly string[]): boolean {
  return moves.some(({ act }) => acts.includes(act));
}

function indexOf(turns: Turns, ...acts: readonly string[]): number {
  return turns.findIndex((turn) => has(turn, ...acts));
}

const barista = (...moves: Move[]): PlannedTurn => ({ seat: "barista", moves });
const customer = (...moves: Move[]): PlannedTurn => ({ seat: "customer", moves });

/** Puts an exchange after turn `at`; what the staff were about to say of that turn would come too late. None where the guest replies to that. */
function insertAfter(turns: Turns, at: number, ...exchange: PlannedTurn[]): Turns {
  const [next, ...rest] = turns.slice(at + 1);
  const replied = next?.moves.some(({ act }) => act === "-") && rest[0]?.moves.some(({ act }) => act === "-");
  if (replied === true) return [];
  const late = next?.moves.findIndex(({ act }) => act !== "-" && act !== "ack") ?? 0;
  const after = next === undefined ? [] : [{ ...next, moves: late < 0 ? [{ act: "ack" }] : next.moves.slice(late) }];
  return [...turns.slice(0, at + 1), ...exchange, ...after, ...rest];
}

function mapMoves(turns: Turns, change: (move: Move) => Move): Turns {
  return turns.map((turn) => ({ ...turn, moves: turn.moves.map(change) }));
}

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
function leaveOut(turns: Turns, act: string): Turns {
  const gone = answers.get(act) ?? [];
  const answer = (index: number): readonly Move[] => withoutAnswer(turns[index]?.moves ?? [], gone);
  const left = turns.map((turn, index): PlannedTurn => {
    const before = turns[index - 1];
    if (turn.seat === "customer") return before && has(before, act) ? { ...turn, moves: answer(index) } : turn;
    if (!has(turn, act)) return turn;
    const moves = turn.moves.filter((move) => move.act !== act);
    const left = moves.every((move) => move.act === "-") && answer(index + 1).length === 0 && index > 0 ? [] : moves;
    return { ...turn, moves: left.length === 0 && answer(index + 1).length > 0 ? [{ act: "ack" }] : left };
  });
  return joinNeighbours(left);
}

/** The guest orders what the scene has them wish for: with something to eat or without. */
function withFood(turns: Turns, { food }: Visit): Turns {
  if (food === undefined) {
    return mapMoves(turns, (move) =>
      move.pinned === true ? move : move.act === "both" ? { act: "order" } : move.act === "eat" ? { act: "no-food" } : move,
    );
  }
  if (indexOf(turns, "both", "eat") >= 0) return turns;
  const change = indexOf(turns, "no-food") >= 0 ? { from: "no-food", to: "eat" } : { from: "order", to: "both" };
  return mapMoves(turns, (move) => (move.act === change.from && move.pinned !== true ? { act: change.to } : move));
}

/** What the guest wishes for is sold out: the staff say so, and the guest settles for something else. */
function withRefusal(turns: Turns, visit: Visit): Turns {
  if (visit.drinkOut && indexOf(turns, "refuse") < 0) {
    const at = indexOf(turns, "order", "both", "change");
    const reply = visit.otherDrink === visit.instead ? "accept" : "instead";
    return insertAfter(turns, at, barista({ act: "refuse" }), customer({ act: reply }));
  }
  if (visit.foodOut && indexOf(turns, "refuse-food") < 0) {
    const at = indexOf(turns, "eat", "both");
    const reply = visit.takesOtherFood ? "accept-food" : "drop";
    return insertAfter(turns, at, barista({ act: "refuse-food" }), customer({ act: reply }));
  }
  return turns;
}

/** An allergy is noted; where the kitchen hides it in what was ordered, the guest hears of it and goes without. */
function withAllergy(turns: Turns, visit: Visit, staff: Staff, random: Random): Turns {
  const told = mapMoves(turns, (move) => {
    if (move.pinned === true || (move.act !== "none" && move.act !== "allergy")) return move;
    const act = visit.allergy === undefined ? "none" : "allergy";
    return move.act === act ? move : { act };
  });
  const heard = indexOf(told, "allergy");
  if (heard < 0) return told;
  if (visit.clash && !staff.forgetsToWarn && indexOf(told, "warn") < 0) {
    const at = Math.max(heard, indexOf(told, "eat", "both"));
    return insertAfter(told, at, barista({ act: "warn" }), customer({ act: "drop" }));
  }
  const next = told[heard + 1];
  if (next === undefined || has(next, "note", "warn") || random.next() < 0.25) return told;
  const noting: PlannedTurn = {
    ...next,
    moves: [{ act: "note", optional: true }, ...next.moves.filter(({ act }) => act !== "ack")],
  };
  return [...told.slice(0, heard + 1), noting, ...told.slice(heard + 2)];
}

/** A guest asks for the wifi, or what is good today. */
function withQuestion(turns: Turns, visit: Visit, random: Random): Turns {
  if (turns.some(({ moves }) => moves.some(({ act }) => questions.some((each) => each === act)))) return turns;
  const first = turns[1];
  const opens = first !== undefined && has(first, "order", "both") && first.moves.every(({ pinned }) => pinned !== true);
  if (opens && random.next() < 0.07) {
    const special = visit.knows.has("special") && random.next() < 0.6;
    const [question, answer] = special ? ["special?", "special"] : ["recommend?", "recommend"];
    const later = { ...first, moves: first.moves.filter(({ act }) => act !== "hi") };
    const asks = [...first.moves.filter(({ act }) => act === "hi"), { act: question }];
    return [...turns.slice(0, 1), customer(...asks), barista({ act: answer }), later, ...turns.slice(2)];
  }
  const closing = turns.findLastIndex((turn) => has(turn, "pay"));
  const field = random.pick(["wifi", "closing", "toilet", "milk"]);
  const [pays, thanks] = [turns[closing], turns[closing + 1]];
  if (random.next() > 0.2 || !visit.knows.has(field) || field === "milk" || pays === undefined || thanks === undefined) {
    return turns;
  }
  const asked: PlannedTurn = { ...pays, moves: [...pays.moves, { act: `${field}?` }] };
  const told: PlannedTurn = { ...thanks, moves: [{ act: field }, ...thanks.moves.filter(({ act }) => act !== "ack")] };
  return [...turns.slice(0, closing), asked, told, ...turns.slice(closing + 2)];
}

/** What staff say before they come to the point. */
const filler: readonly string[] = ["ack", "note", "thank", "-"];

/** Staff name the price of each thing: with the total, or right after it was ordered. */
function withPrices(turns: Turns, random: Random): Turns {
  const quoted = (act: string): boolean => indexOf(turns, act, "prices") >= 0;
  const bill = turns.findIndex((turn) => has(turn, "total", "pay?"));
  const wants = [
    ...(quoted("price-drink") ? [] : [{ act: "price-drink", after: ["order", "both", "instead", "accept", "change"] }]),
    ...(quoted("price-food") ? [] : [{ act: "price-food", after: ["eat", "both", "accept-food"] }]),
  ].filter(({ after }) => indexOf(turns, ...after) >= 0);
  let priced = turns;
  for (const { act, after } of wants) {
    if (random.next() < 0.04) continue;
    const atOnce = random.next() < 0.5;
    const ordered = turns.findLastIndex((turn) => has(turn, ...after));
    const at = atOnce && ordered + 1 < bill ? ordered + 1 : bill;
    const turn = priced[at];
    if (turn === undefined || turn.seat !== "barista") continue;
    const last = at === bill ? ["total", "pay?"] : [];
    const place = turn.moves.findIndex(({ act }) => (last.length > 0 ? last.includes(act) : !filler.includes(act)));
    if (place < 0) continue;
    const moves = [...turn.moves.slice(0, place), { act, optional: true }, ...turn.moves.slice(place)];
    priced = [...priced.slice(0, at), { ...turn, moves }, ...priced.slice(at + 1)];
  }
  return mapTurns(priced, ({ moves }) => {
    const at = moves.findIndex((move, index) => move.act === "price-drink" && moves[index + 1]?.act === "price-food");
    return at < 0 ? moves : [...moves.slice(0, at), { act: "prices", optional: true }, ...moves.slice(at + 2)];
  });
}

function mapTurns(turns: Turns, change: (turn: PlannedTurn) => readonly Move[]): Turns {
  return turns.map((turn) => ({ ...turn, moves: change(turn) }));
}

/** Staff who do not listen ask again what was answered. */
function withAskingAgain(turns: Turns, staff: Staff): Turns {
  let again = turns;
  const before = (): number => again.findIndex((turn) => has(turn, "total", "pay?")) - 1;
  if (staff.asksAllergyAgain && indexOf(again, "allergy?") >= 0 && before() > indexOf(again, "allergy?") + 1) {
    again = insertAfter(again, before(), barista({ act: "allergy?" }), customer({ act: "allergy-again" }));
  }
  if (staff.asksNameAgain && indexOf(again, "name?") >= 0 && before() > indexOf(again, "name?") + 1) {
    again = insertAfter(again, before(), barista({ act: "name?" }), customer({ act: "name-again" }));
  }
  return again;
}

/** Bends a written dialogue to a scene and to the staff on duty. */
export function plan(script: Script, visit: Visit, staff: Staff, random: Random): Turns {
  const { breaks } = staff;
  let turns = withFood(script.turns, visit);
  if (breaks.has("total")) turns = mapMoves(turns, (move) => (move.act === "total" ? { act: "pay?" } : move));
  for (const act of breaks) if (act !== "total") turns = leaveOut(turns, act);
  if (breaks.has("allergy?")) turns = leaveOut(turns, "warn");
  if (!breaks.has(visit.drinkOut ? "refuse" : "refuse-food")) turns = withRefusal(turns, visit);
  turns = withAllergy(turns, visit, staff, random);
  return withPrices(withAskingAgain(withQuestion(turns, visit, random), staff), random);
}
