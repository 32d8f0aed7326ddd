import type { Facts } from "./fact.ts";
import type { Seat } from "./seat.ts";

/** One utterance, and what the world hands over or takes back once it is said. */
export interface Turn {
  readonly seat: Seat;
  readonly text: string;
  readonly gives?: Facts;
  readonly takes?: Facts;
  /** The speaker ran into the cap on words and did not end the turn itself. */
  readonly cut?: boolean;
}
