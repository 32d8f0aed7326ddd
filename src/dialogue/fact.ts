import type { Seat } from "./seat.ts";

/** One thing that a seat privately knows: `price`, `flat white four`. */
export interface Fact {
  readonly field: string;
  readonly words: string;
}

/** Facts by the seat that knows them. */
export type Facts = ReadonlyMap<Seat, readonly Fact[]>;

export const noFacts: Facts = new Map();

export function sameFact(a: Fact, b: Fact): boolean {
  return a.field === b.field && a.words === b.words;
}
