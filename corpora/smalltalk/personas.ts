import type { Fact } from "../../src/dialogue/fact.ts";
import type { Scene } from "../../src/dialogue/scene.ts";
import type { Seat, Seats } from "../../src/dialogue/seat.ts";
import { type Field, type Value, fieldNamed, fields } from "./fields.ts";

export const seats: Seats = ["host", "guest"];

/** What a dialogue asks of the personas in it. */
export interface Casting {
  /** Fields that a seat must have, with the kind of value if it matters: the dog of a dog park. */
  readonly needs: readonly { readonly seat: Seat; readonly field: string; readonly kind?: string }[];
  /** Fields that neither may have: where neighbours meet, both live in one street. */
  readonly avoids: readonly string[];
  /** Fields that a seat must not have, for it says that it has none. */
  readonly lacks: readonly { readonly seat: Seat; readonly field: string }[];
}

const anyone: Casting = { needs: [], avoids: [], lacks: [] };

/** How often a field is drawn, relative to the others: nearly everybody has a job, fewer play the harp. */
const weights = new Map([
  ["name", 2],
  ["job", 2],
  ["home", 1.5],
  ["hometown", 1.5],
  ["pet", 1.5],
  ["hobby", 1.5],
  ["siblings", 1.5],
]);

/**
 * Two personas of four or five facts each, who share the fields of two or three, so that "and you ?" has an answer, and
 * never a value, so that nobody can be quoted as having said what the other said.
 */
export function drawScene(id: string, random: () => number, casting: Casting = anyone): Scene {
  const facts = new Map<Seat, readonly Fact[]>();
  const shared = drawShared(random, casting);
  const taken: Fact[] = [];
  for (const seat of seats) {
    const known: Fact[] = [];
    const has = needed(casting, seat).map(({ field }) => field);
    const size = 4 + below(2, random);
    const fit = shared.filter((name) => allowed(name, seat, casting) && !has.includes(name));
    const names = [...has, ...fit.slice(0, Math.max(0, size - has.length))];
    while (names.length < size)
      names.push(drawField(random, (name) => allowed(name, seat, casting) && !names.includes(name)));
    for (const { name } of fields.filter((field) => names.includes(field.name))) {
      const kind = casting.needs.find((need) => need.seat === seat && need.field === name)?.kind;
      // Both may have a dog, or sisters: the name and the number tell them apart.
      const value = drawValue(
        fieldNamed(name),
        random,
        (candidate) =>
          (kind === undefined || candidate.kinds.includes(kind)) && !clashes(candidate, name, taken, ["noun", "kind"]),
      );
      known.push({ field: name, words: value.words });
    }
    facts.set(seat, known);
    taken.push(...known);
  }
  return { id, facts, opening: [] };
}

/** Another value of `field` that neither persona has a word of: what a careless speaker says instead. */
export function otherValue(field: Field, scene: Scene, random: () => number): Value {
  const taken = [...scene.facts.values()].flat();
  return drawValue(field, random, (value) => !clashes(value, field.name, taken, ["noun"]));
}

/** Whether `value` has a word of a fact of the same field, other than in `parts`. */
function clashes(value: Value, field: string, taken: readonly Fact[], parts: readonly string[]): boolean {
  const known = taken.filter((fact) => fact.field === field).flatMap(({ words }) => words.split(" "));
  return value.words
    .split(" ")
    .some((word) => known.includes(word) && !parts.some((part) => value.parts.get(part) === word));
}

function drawShared(random: () => number, casting: Casting): string[] {
  const count = 2 + below(2, random);
  const shared: string[] = [];
  while (shared.length < count)
    shared.push(
      drawField(random, (name) => !shared.includes(name) && seats.every((seat) => allowed(name, seat, casting))),
    );
  return shared;
}

function needed(casting: Casting, seat: Seat): Casting["needs"] {
  return casting.needs.filter((need) => need.seat === seat);
}

function allowed(name: string, seat: Seat, { avoids, lacks }: Casting): boolean {
  return !avoids.includes(name) && !lacks.some((lack) => lack.seat === seat && lack.field === name);
}

function drawField(random: () => number, fits: (name: string) => boolean): string {
  const open = fields.map(({ name }) => name).filter(fits);
  let left = random() * open.reduce((sum, name) => sum + (weights.get(name) ?? 1), 0);
  for (const name of open) {
    left -= weights.get(name) ?? 1;
    if (left < 0) return name;
  }
  throw new Error("no field is left to draw: the casting forbids too many");
}

function drawValue({ name, values }: Field, random: () => number, fits: (value: Value) => boolean): Value {
  for (let tries = 0; tries < 1_000; tries++) {
    const value = values[below(values.length, random)];
    if (value !== undefined && fits(value)) return value;
  }
  throw new Error(`no value of ${name} is left to draw`);
}

function below(n: number, random: () => number): number {
  return Math.floor(random() * n);
}
