import type { Scene } from "../../src/dialogue/scene.ts";
import type { Seat } from "../../src/dialogue/seat.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import type { Random } from "../../src/rng.ts";
import type { Line, Move, PlannedTurn, Pools } from "./material.ts";
import { tillChange, tillTotal } from "./bill.ts";
import { Memory, opener } from "./memory.ts";
import { hear, newReading } from "./order.ts";
import type { Staff } from "./staff.ts";
import type { Visit } from "./visit.ts";

/** Words and marks that a turn may have. */
const mostWords = 18;
const attempts = 14;
/** How many lines that suit everyone weigh as much as one that only suits the speaker: few of these must not wear out. */
const commonWeight = 8;

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

/** The line with its slots filled; `undefined` where one has no meaning now, or something ordered would be left out. */
function fill({ text, slots }: Line, act: string, memory: Memory): string | undefined {
  if (memory.mustOffer(act) && !slots.includes("other")) return undefined;
  const names = slots.includes("order") || slots.includes("food");
  if (act === "back" && !names && memory.slot(act, "food") !== undefined) return undefined;
  let filled = text;
  for (const slot of slots) {
    const words = memory.slot(act, slot);
    if (words === undefined) return undefined;
    filled = filled.replace(`{${slot}}`, words);
  }
  return slots.length === 0 ? text : filled.replaceAll(/\ba (?=[aeio])/g, "an ");
}

/** A way to make the move that suits the speaker and that was not used yet. */
function choose(
  telling: Telling,
  seat: Seat,
  { act }: Move,
  memory: Memory,
  said: readonly string[],
): string | undefined {
  const { pools, random, staff, mood } = telling;
  const manner = seat === "customer" ? mood : staff.tone;
  const pool = pools.get(`${seat} ${poolOf(act)}`);
  const suited = pool?.get(manner)?.length ?? 0;
  for (let attempt = 0; attempt < 20; attempt++) {
    const from = random.next() < suited / (suited + commonWeight) ? manner : "plain";
    const lines = pool?.get(from) ?? [];
    const line = lines[random.below(lines.length)];
    const text = line && fill(line, act, memory);
    if (text === undefined) continue;
    const opens = opener(text);
    if (memory.isUsed(text) || said.some((earlier) => opener(earlier) === opens)) continue;
    if (attempt < 10 && memory.hasOpened(opens)) continue;
    return text;
  }
  return undefined;
}

/** One pool serves both items where only the slot differs. */
function poolOf(act: string): string {
  return act.startsWith("price-") ? (act.endsWith("?") ? "price?" : "price") : act;
}

/** The move as it was written, where it still makes sense. A goodbye answers the other one's, as that was written. */
function asWritten({ own, act }: Move, seat: Seat, memory: Memory, last: Spoken | undefined): string | undefined {
  if (own === undefined) return undefined;
  if (seat === "customer" && act === "bye" && last?.endsAsWritten === false) return undefined;
  return fill(own, act, memory);
}

interface Spoken {
  readonly text: string;
  readonly memory: Memory;
  readonly pieces: readonly string[];
  /** All of it, or the last of it, is as it was written. */
  readonly isAsWritten: boolean;
  readonly endsAsWritten: boolean;
}

/** One try at a turn; `undefined` where a move cannot be made. */
function trySpeak(
  telling: Telling,
  turn: PlannedTurn,
  before: Memory,
  last: Spoken | undefined,
  spare: boolean,
  faithful: boolean,
): Spoken | undefined {
  const memory = before.copy();
  const pieces: string[] = [];
  let [isAsWritten, endsAsWritten] = [true, true];
  for (const move of turn.moves) {
    if (spare && (move.optional === true || (move.act === "ack" && turn.moves.length > 1))) continue;
    memory.before(move.act);
    const pinned = move.pinned === true && move.act !== "bye";
    const own = pinned || faithful || move.pinned === true ? asWritten(move, turn.seat, memory, last) : undefined;
    const text = own ?? (pinned ? undefined : choose(telling, turn.seat, move, memory, pieces));
    if (text === undefined && move.optional === true) continue;
    if (text === undefined) return undefined;
    memory.after(move.act);
    pieces.push(text);
    endsAsWritten = own !== undefined;
    if (move.optional !== true && move.act !== "note") isAsWritten &&= endsAsWritten;
  }
  return { text: pieces.join(" ").replace(/ ,$/, " ."), memory, pieces, isAsWritten, endsAsWritten };
}

const remark = ({ act }: Move): boolean => act === "-";

/** Staff remark on what the guest just said; once that is said otherwise, the remark is left out. */
function withoutRemark(turn: PlannedTurn, heard: PlannedTurn | undefined, last: Spoken | undefined): PlannedTurn {
  const stale = turn.seat === "barista" && last?.isAsWritten === false && heard?.moves.some(remark) === false;
  const moves = stale ? turn.moves.filter((move) => !remark(move)) : turn.moves;
  return moves.length === 0 ? turn : { ...turn, moves };
}

/** One turn in words; shorter, without its optional moves, where it grows too long. */
function speak(
  telling: Telling,
  plan: readonly PlannedTurn[],
  index: number,
  memory: Memory,
  last: Spoken | undefined,
): Spoken | undefined {
  const planned = plan[index];
  if (planned === undefined) return undefined;
  const turn = withoutRemark(planned, plan[index - 1], last);
  const remarked = plan[index + 1]?.moves.some(remark) === true;
  const faithful = telling.random.next() < (remarked ? 0.85 : telling.faithful);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const spoken = trySpeak(telling, turn, memory, last, attempt >= attempts / 2, faithful && attempt < 3);
    if (spoken === undefined) return undefined;
    if (spoken.text.split(" ").length > mostWords) continue;
    for (const piece of spoken.pieces) memory.remember(piece);
    return spoken;
  }
  return undefined;
}

/** The whole dialogue in words, or undefined where the material does not give it. */
export function tell(telling: Telling, plan: readonly PlannedTurn[]): readonly Turn[] | undefined {
  let memory = Memory.fresh(telling.visit, telling.scene, telling.staff, telling.random);
  let last: Spoken | undefined;
  const reading = newReading();
  const turns: Turn[] = [];
  for (const [index, { seat }] of plan.entries()) {
    memory.expect(plan[index + 1]);
    last = speak(telling, plan, index, memory, last);
    if (last === undefined) return undefined;
    memory = last.memory;
    const turn = { seat, text: last.text };
    hear(telling.scene, reading, turn);
    const shown = tillTotal(telling.scene, reading);
    turns.push({ ...turn, ...tillChange(memory.total, shown) });
    memory.total = shown;
  }
  return turns;
}
