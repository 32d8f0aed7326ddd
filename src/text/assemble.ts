import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Facts } from "../dialogue/fact.ts";
import type { Seat, Seats } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { Draft } from "./draft.ts";
import { spaced } from "./tokenizer.ts";

/** Who may speak: given, or the first two that do. */
export class Seating {
  readonly #seats: Seat[];

  constructor(seats?: Seats) {
    this.#seats = [...(seats ?? [])];
  }

  /** Whether `seat` is one of the two, taking a free place if need be. */
  admits(seat: Seat): boolean {
    if (this.#seats.includes(seat)) return true;
    if (this.#seats.length === 2) return false;
    this.#seats.push(seat);
    return true;
  }

  get names(): string {
    return this.#seats.map((seat) => `"${seat}"`).join(" or ");
  }

  /** Both, once both are known. */
  get seats(): Seats | undefined {
    const [first, second] = this.#seats;
    return first === undefined || second === undefined ? undefined : [first, second];
  }
}

/** The dialogue that `draft` means, in spaced form; or, as a string, why it is none. */
export function assemble(draft: Draft, seating: Seating, defaultId: string): Dialogue | string {
  const turns: Turn[] = [];
  for (const [index, found] of draft.turns.entries()) {
    const fault = faultOf(found, `turn ${index + 1}`, seating);
    if (fault !== undefined) return fault;
    const turn = normalised(found);
    if (turn.text === "") return `turn ${index + 1} says nothing; expected at least one word`;
    const before = turns.at(-1);
    if (before?.seat === turn.seat) turns[turns.length - 1] = joined(before, turn);
    else turns.push(turn);
  }
  const [opening] = turns;
  if (opening === undefined) return "has no turns; expected at least one";
  const fault = faultOfFacts('"scene"', draft.facts, seating);
  if (fault !== undefined) return fault;
  const facts = spacedFacts(draft.facts);
  const id = draft.id ?? defaultId;
  const given = (draft.opening ?? []).map(normalised);
  // Without facts, all that a scene has is how its dialogue opens.
  const openings = given.length === 0 && facts.size === 0 ? [opening] : given;
  return {
    id,
    scene: { id: draft.sceneId ?? id, facts, opening: openings },
    turns,
    ...(draft.split && { split: draft.split }),
    ...(draft.outcome && { outcome: draft.outcome }),
    ...(draft.ended && { ended: draft.ended }),
  };
}

function faultOf(turn: Turn, place: string, seating: Seating): string | undefined {
  if (!seating.admits(turn.seat)) return `${place} is by "${turn.seat}"; expected ${seating.names}`;
  return (
    faultOfFacts(`${place}: "gives"`, turn.gives, seating) ?? faultOfFacts(`${place}: "takes"`, turn.takes, seating)
  );
}

function faultOfFacts(place: string, facts: Facts | undefined, seating: Seating): string | undefined {
  for (const [seat, known] of facts ?? []) {
    if (!seating.admits(seat)) return `${place} has facts for "${seat}"; expected ${seating.names}`;
    const bare = known.find(({ words }) => spaced(words) === "");
    if (bare !== undefined) return `${place} has a fact "${bare.field}" without words; expected at least one`;
  }
  return undefined;
}

/** `turn` with its text and facts in spaced form. */
function normalised(turn: Turn): Turn {
  const { gives, takes } = turn;
  return {
    seat: turn.seat,
    text: spaced(turn.text),
    ...(gives && { gives: spacedFacts(gives) }),
    ...(takes && { takes: spacedFacts(takes) }),
    ...(turn.cut && { cut: true }),
  };
}

function spacedFacts(facts: Facts): Facts {
  return new Map(
    [...facts]
      .filter(([, known]) => known.length > 0)
      .map(([seat, known]) => [seat, known.map(({ field, words }) => ({ field, words: spaced(words) }))]),
  );
}

/** Two turns of one speaker in a row are one turn. */
function joined(first: Turn, second: Turn): Turn {
  const gives = both(first.gives, second.gives);
  const takes = both(first.takes, second.takes);
  return {
    seat: first.seat,
    text: `${first.text} ${second.text}`,
    ...(gives && { gives }),
    ...(takes && { takes }),
    ...(second.cut && { cut: true }),
  };
}

function both(first: Facts | undefined, second: Facts | undefined): Facts | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const seats = new Set([...first.keys(), ...second.keys()]);
  return new Map([...seats].map((seat) => [seat, [...(first.get(seat) ?? []), ...(second.get(seat) ?? [])]]));
}
