import type { Facts } from "./fact.ts";
import type { Outcome } from "./dialogue.ts";
import type { Scene } from "./scene.ts";
import type { Turn } from "./turn.ts";

/** What the world does once a turn is said. */
export interface Consequence {
  readonly gives?: Facts;
  readonly takes?: Facts;
}

/** The part of a corpus that is not talk: it sets scenes, hands over facts, and settles the outcome. */
export interface World {
  /** A new scene. `random` gives uniform numbers in [0, 1), drawn as often as needed. */
  newScene(id: string, random: () => number): Scene;
  /** What the last of `turns` gives and takes. Pure. */
  consequence(scene: Scene, turns: readonly Turn[]): Consequence;
  /** How a dialogue that is over came out. Pure. */
  outcome(scene: Scene, turns: readonly Turn[]): Outcome;
}
