import type { Scene } from "../../src/dialogue/scene.ts";
import type { Seat } from "../../src/dialogue/seat.ts";
import type { Random } from "../../src/rng.ts";
import type { ScriptTurn } from "./material.ts";

/** How a careless speaker contradicts itself: gives a wrong value, says that it has none, or says otherwise as it leaves. */
export interface Lapse {
  readonly seat: Seat;
  readonly field: string;
  readonly kind: "misstate" | "deny" | "flip";
}

/** Fields that one can plainly not have. */
const deniable = new Set(["pet", "siblings", "children", "instrument", "sport", "language", "hobby", "trip"]);

/** One of the lapses that `turns` have room for. */
export function drawLapse(turns: readonly ScriptTurn[], scene: Scene, random: Random): Lapse | undefined {
  const own = turns.flatMap(({ seat, segments }) =>
    segments.flatMap(({ act, field, kept }) =>
      field !== undefined && scene.facts.get(seat)?.some((fact) => fact.field === field)
        ? [{ seat, act, field, kept }]
        : [],
    ),
  );
  const pursued = new Set(
    turns.flatMap(({ segments }) => segments.flatMap(({ act, field }) => (act === "more" ? [field] : []))),
  );
  const lapses = (
    kind: Lapse["kind"],
    act: string,
    fits: (deed: { field: string; kept: boolean | undefined }) => boolean,
  ): Lapse[] => own.filter((deed) => deed.act === act && fits(deed)).map(({ seat, field }) => ({ seat, field, kind }));
  const choices = [
    lapses("misstate", "tell", () => true),
    lapses("deny", "tell", ({ field, kept }) => kept !== true && deniable.has(field) && !pursued.has(field)),
    lapses("flip", "leave", () => true),
  ].filter((group) => group.length > 0);
  return choices.length === 0 ? undefined : random.pick(random.pick(choices));
}
