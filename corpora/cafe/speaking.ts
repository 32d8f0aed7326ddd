import type { Scene } from "../../src/dialogue/scene.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import type { Random } from "../../src/rng.ts";
import type { Line, Move, PlannedTurn, Pools } from "./material.ts";
import { tillChange, tillTotal } from "./bill.ts";
import { Memory } from "./memory.ts";
import { readOrder } from "./order.ts";
import type { Staff } from "./staff.ts";
import type { Visit } from "./visit.ts";

/** Words and marks that a turn may have. */
export const mostWords = 18;
const attempts = 14;

export interface Telling {
  readonly scene: Scene;
  readonly visit: Visit;
  readonly staff: Staff;
  /** The guest's mood. */
  readonly mood: string;
  readonly pools: Pools;
  /** Chance that a piece stays as it was written in its dialogue. */
  readonly faithful: number;
  readonly random: Random;
}

const article = /\ba (?=(?:\w+ )?)(?=[aeio])/g;

function fill({ text }: Line, slots: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{([a-z-]+)\}/g, (_, slot: string) => slots.get(slot) ?? "").replaceAll(article, "an ");
}

/** Words that a speaker would not open with again and again. */
function opener(text: string): string {
  return text.split(" ", 1)[0] ?? "";
}

/** A way to make the move that fits what is known so far, that suits the speaker and that was not used yet. */
function choose(telling: Telling, turn: PlannedTurn, move: Move, memory: Memory, said: readonly string[]): string | undefined {
  const { pools, faithful, random, staff, mood } = telling;
  const slots = memory.slots(move.act);
  const fits = (line: Line): boolean =>
    line.slots.every((slot) => slots.has(slot)) && (!memory.mustOffer(move.act) || line.slots.includes("other"));
  if (move.own !== undefined && (move.pinned === true || random.next() < faithful)) {
    if (fits(move.own)) return fill(move.own, slots);
    if (move.pinned === true) return undefined;
  }
  const manner = turn.seat === "customer" ? mood : staff.tone;
  const pool = (pools.get(`${turn.seat} ${poolOf(move.act)}`) ?? []).filter(fits);
  const suited = pool.filter((line) => line.mood === manner && manner !== "plain");
  const common = pool.filter((line) => line.mood === "plain");
  for (let attempt = 0; attempt < 8; attempt++) {
    const from = suited.length > 0 && (common.length === 0 || random.next() < suited.length / (suited.length + 8)) ? suited : common;
    if (from.length === 0) return undefined;
    const text = fill(random.pick(from), slots);
    const opens = opener(text);
    if (memory.used.has(text) || said.some((earlier) => opener(earlier) === opens)) continue;
    if (attempt < 5 && memory.opened.has(opens)) continue;
    return text;
  }
  return undefined;
}

/** One pool serves both items where only the slot differs. */
function poolOf(act: string): string {
  return act.startsWith("price-") ? (act.endsWith("?") ? "price?" : "price") : act;
}

/** One turn in words; shorter without its optional moves where it grows too long. */
function speak(telling: Telling, turn: PlannedTurn, memory: Memory): { text: string; after: Memory } | undefined {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const after = memory.copy();
    const said: string[] = [];
    const spare = attempt >= attempts / 2;
    for (const move of turn.moves) {
      if (spare && (move.optional === true || (move.act === "ack" && turn.moves.length > 1))) continue;
      after.before(move.act);
      const text = choose(telling, turn, move, after, said);
      if (text === undefined && move.optional === true) continue;
      if (text === undefined) return undefined;
      after.after(move.act);
      said.push(text);
    }
    const text = said.join(" ").replace(/ ,$/, " .");
    if (text.split(" ").length > mostWords) continue;
    for (const piece of said) after.remember(piece);
    return { text, after };
  }
  return undefined;
}

/** The whole dialogue in words, or undefined where the material does not give it. */
export function tell(telling: Telling, plan: readonly PlannedTurn[]): readonly Turn[] | undefined {
  let memory = new Memory(telling.visit, telling.scene, telling.staff, telling.random);
  const turns: Turn[] = [];
  for (const [index, planned] of plan.entries()) {
    memory.expect(plan[index + 1]);
    const spoken = speak(telling, planned, memory);
    if (spoken === undefined) return undefined;
    memory = spoken.after;
    const turn = { seat: planned.seat, text: spoken.text };
    turns.push(turn);
    const shown = tillTotal(telling.scene, readOrder(telling.scene, turns).order);
    const consequence = tillChange(memory.total, shown);
    memory.total = shown;
    turns.splice(-1, 1, { ...turn, ...consequence });
  }
  return turns;
}
