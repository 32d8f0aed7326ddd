import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Seat, Seats } from "../dialogue/seat.ts";
import type { World } from "../dialogue/world.ts";

/** A line of a corpus that was skipped, and why. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Dialogues to learn from, who talks in them, and what governs their scenes. */
export interface Corpus {
  readonly name: string;
  /** Absolute path of the folder, or of the one file that was given. */
  readonly path: string;
  readonly seats: Seats;
  /** Who says the first turn. */
  readonly opens: Seat;
  /** The seat that a person takes in a chat. */
  readonly person: Seat;
  readonly licence: string;
  readonly source: string;
  /** Every dialogue, each with its split. */
  readonly dialogues: readonly Dialogue[];
  readonly world?: World;
  /** Where the world was loaded from, for threads that load their own. */
  readonly worldFile?: string;
  /** Text of `house-rules.yaml`, where the corpus has one. */
  readonly houseRules?: string;
  readonly problems: readonly Problem[];
}
