import type { Facts } from "./fact.ts";
import type { Turn } from "./turn.ts";

/** What each seat privately knows and wants before the first word, and turns already said, if any. */
export interface Scene {
  readonly id: string;
  readonly facts: Facts;
  readonly opening: readonly Turn[];
}
