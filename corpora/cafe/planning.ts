import type { Random } from "../../src/rng.ts";
import type { PlannedTurn, Script } from "./material.ts";
import { leaveOut } from "./omission.ts";
import { withPrices } from "./pricing.ts";
import type { Staff } from "./staff.ts";
import { barista, customer, has, indexOf, insertAfter, mapMoves, type Turns } from "./turns.ts";
import { questions, type Visit } from "./visit.ts";

/** The guest orders what the scene has them wish for: with something to eat or without. */
function withFood(turns: Turns, { food }: Visit): Turns {
  if (food === undefined) {
    return mapMoves(turns, (move) =>
      move.pinned === true
        ? move
        : move.act === "both"
          ? { act: "order" }
          : move.act === "eat"
            ? { act: "no-food" }
            : move,
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
  const opens =
    first !== undefined && has(first, "order", "both") && first.moves.every(({ pinned }) => pinned !== true);
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
  if (
    random.next() > 0.2 ||
    !visit.knows.has(field) ||
    field === "milk" ||
    pays === undefined ||
    thanks === undefined
  ) {
    return turns;
  }
  const asked: PlannedTurn = { ...pays, moves: [...pays.moves, { act: `${field}?` }] };
  const told: PlannedTurn = { ...thanks, moves: [{ act: field }, ...thanks.moves.filter(({ act }) => act !== "ack")] };
  return [...turns.slice(0, closing), asked, told, ...turns.slice(closing + 2)];
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
