import { type Fact, sameFact } from "./fact.ts";
import type { Scene } from "./scene.ts";
import type { Seat } from "./seat.ts";
import type { Turn } from "./turn.ts";

export type Split = "train" | "validation" | "test";

/** How a dialogue ended; `reasons` name what went wrong, one short phrase each. */
export interface Outcome {
  readonly success: boolean;
  readonly reasons?: readonly string[];
}

/** An episode: a scene, the turns said in it (the opening included) and, once it is over, its outcome. */
export interface Dialogue {
  readonly id: string;
  readonly scene: Scene;
  readonly turns: readonly Turn[];
  readonly split?: Split;
  readonly outcome?: Outcome;
  /** The speaker of the last turn said that the dialogue is over, rather than a limit on turns. */
  readonly ended?: boolean;
}

/** What `seat` knows once the first `turnCount` turns are said: its scene facts and what the world gave or took since. */
export function factsKnown(
  dialogue: Pick<Dialogue, "scene" | "turns">,
  seat: Seat,
  turnCount: number = dialogue.turns.length,
): readonly Fact[] {
  let known: readonly Fact[] = dialogue.scene.facts.get(seat) ?? [];
  for (let u = 0; u < turnCount; u++) {
    const { gives, takes } = dialogue.turns[u] ?? {};
    const taken = takes?.get(seat);
    const given = gives?.get(seat);
    if (taken === undefined && given === undefined) continue;
    const kept = taken === undefined ? known : known.filter((fact) => !taken.some((gone) => sameFact(gone, fact)));
    known = given === undefined ? kept : [...kept, ...given];
  }
  return known;
}
