import type { Scene } from "./scene.ts";
import type { Seat } from "./seat.ts";
import type { Turn } from "./turn.ts";

/** What a speaker says in one turn. */
export interface Utterance {
  readonly text: string;
  /** The speaker says that the dialogue is over. */
  readonly ends: boolean;
  /** The cap on words ended the turn. */
  readonly cut: boolean;
}

export interface SpeakLimits {
  readonly maxWords: number;
}

/**
 * One speaker's side of a batch of dialogues that go on together, B of them. Rows are dialogues; a row that is over is
 * heard as `null` and left out of `rows`.
 */
export interface Participant {
  /** Every turn that was said, its own too, with what it gave or took; `null` where a row said nothing. */
  listen(turns: readonly (Turn | null)[]): Promise<void>;
  /** The next turn of each of `rows`, in their order. */
  speak(rows: readonly number[], limits: SpeakLimits): Promise<readonly Utterance[]>;
  dispose(): void;
}

/** Anything that answers text with text: an agent, a frozen past version, a scripted simulator, a person. */
export interface Speaker {
  readonly name: string;
  /**
   * Takes `seat` in every one of `scenes`; openings are heard by `listen`, like every turn. `keys` are the dialogues' own
   * random streams (src/rng.ts), one a scene, so that what is said does not depend on who else is in the batch.
   */
  join(scenes: readonly Scene[], seat: Seat, keys: readonly number[]): Participant;
}
