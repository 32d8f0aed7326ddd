import { Mind } from "../agent/mind.ts";
import { type Stream, streamFrom } from "../agent/stream.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import { otherSeat, type Seat } from "../dialogue/seat.ts";
import type { Speaker } from "../dialogue/speaker.ts";
import { streamKey } from "../rng.ts";
import { converse, type Stage } from "./converse.ts";
import { pause } from "./pause.ts";

/** A held-out dialogue of the speaker that is measured. */
export interface Game {
  /** The scene's place among those that were played. */
  readonly scene: number;
  /** Where the measured speaker sat. */
  readonly seat: Seat;
  readonly dialogue: Dialogue;
  /** How it lived the dialogue, where it is an agent. */
  readonly stream: Stream | undefined;
}

export interface GamesOptions {
  readonly partner: Speaker;
  readonly scenes: readonly Scene[];
  readonly stage: Stage;
  readonly seed: number;
  /** Told after every batch how many more dialogues are done. */
  readonly onDone?: (dialogues: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Scenes in lockstep: enough to fill the engine, and few enough to stop within seconds. */
const batch = 50;

/**
 * The speaker in every scene, once in each seat, with the partner across: by scene, and within it in the order of the seats. The
 * random streams are those of scene and seat, so that two speakers have the same luck.
 */
export async function playGames(
  speaker: Speaker,
  { partner, scenes, stage, seed, onDone, signal }: GamesOptions,
): Promise<Game[]> {
  const games: Game[][] = scenes.map(() => []);
  for (let from = 0; from < scenes.length; from += batch) {
    const some = scenes.slice(from, from + batch);
    for (const seat of stage.seats) {
      await pause(signal);
      const across = otherSeat(stage.seats, seat);
      const keys = (who: Seat): number[] => some.map(({ id }) => streamKey(seed, "game", id, seat, who));
      const [own, other] = [speaker.join(some, seat, keys(seat)), partner.join(some, across, keys(across))];
      try {
        const participants = new Map([
          [seat, own],
          [across, other],
        ]);
        const dialogues = await converse(some, participants, stage);
        dialogues.forEach((dialogue, row) => {
          const view = own instanceof Mind ? own.views[row] : undefined;
          const stream = view && streamFrom(view);
          games[from + row]?.push({ scene: from + row, seat, dialogue, stream });
        });
      } finally {
        own.dispose();
        other.dispose();
      }
      onDone?.(some.length);
    }
  }
  return games.flat();
}

/** What the measured speaker said itself, turn by turn: its scene's opening is not its own. */
export function ownTurns({ dialogue, seat }: Game): Dialogue["turns"] {
  return dialogue.turns.slice(dialogue.scene.opening.length).filter((turn) => turn.seat === seat);
}
