import type { Fact } from "../../src/dialogue/fact.ts";
import type { Scene } from "../../src/dialogue/scene.ts";
import { type Seat, otherSeat } from "../../src/dialogue/seat.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import type { World } from "../../src/dialogue/world.ts";
import { agrees, claims, clauses } from "./claims.ts";
import { fields } from "./fields.ts";
import { drawScene, seats } from "./personas.ts";

/** Words of a statement about oneself that nobody who knows oneself could say. */
export interface Slip {
  readonly turn: number;
  readonly seat: Seat;
  readonly field: string;
  readonly said: string;
  readonly own: string;
}

/** Statements against the speaker's own facts; where it has none on a field, against what it said first. */
export function slips(scene: Scene, turns: readonly Turn[]): Slip[] {
  const own = new Map<Seat, Fact[]>(seats.map((seat) => [seat, [...(scene.facts.get(seat) ?? [])]]));
  return turns.flatMap(({ seat, text }, turn) => {
    const known = own.get(seat) ?? [];
    return claims(text).flatMap((claim) => {
      const truth = agrees(claim, known);
      if (truth === undefined && !claim.denial) known.push({ field: claim.field, words: claim.said });
      if (truth !== false) return [];
      const words = known.filter(({ field }) => field === claim.field).map((fact) => fact.words);
      return [{ turn, seat, field: claim.field, said: claim.said, own: words.join(" , ") }];
    });
  });
}

/** "and you ?" asks for whatever the asker just told. */
const askedBack = /\b(?:you|yours|yourself)$/u;

/** The fields that `text` asks for. */
export function fieldsAsked(text: string): Set<string> {
  const asked = new Set<string>();
  for (const { words, asks } of clauses(text)) {
    if (!asks) continue;
    const question = words.join(" ");
    for (const { name, asked: cue } of fields) if (cue.test(question)) asked.add(name);
    if (askedBack.test(question)) for (const { field } of claims(text)) asked.add(field);
  }
  return asked;
}

/** What `seat` has told about itself, rightly, in the turn after it was asked. */
function factsTold(scene: Scene, turns: readonly Turn[], seat: Seat): Set<string> {
  const own = scene.facts.get(seat) ?? [];
  const told = new Set<string>();
  for (const [index, { seat: speaker, text }] of turns.entries()) {
    const before = turns[index - 1];
    if (speaker !== seat || before === undefined || before.seat === seat) continue;
    const right = claims(text).filter((claim) => !claim.denial && agrees(claim, own));
    if (right.length === 0) continue;
    const asked = fieldsAsked(before.text);
    for (const { field } of right) if (asked.has(field)) told.add(field);
  }
  return told;
}

/** Nothing is handed over in small talk; it comes out well if both were asked, both answered, and both stayed themselves. */
export const world: World = {
  newScene: (id, random) => drawScene(id, random),
  consequence: () => ({}),
  outcome(scene, turns) {
    const strangers = seats.filter((seat) => factsTold(scene, turns, seat).size === 0);
    const reasons = [
      ...strangers.map((seat) => `the ${otherSeat(seats, seat)} learnt nothing about the ${seat}`),
      ...slips(scene, turns).map(({ seat, field, said, own }) => `the ${seat} said "${said}" of the ${field} "${own}"`),
    ];
    return reasons.length === 0 ? { success: true } : { success: false, reasons };
  },
};

export default world;
