import type { Stream } from "../agent/stream.ts";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import { otherSeat, type Seat } from "../dialogue/seat.ts";
import type { Speaker } from "../dialogue/speaker.ts";
import { streamKey } from "../rng.ts";
import type { Stage } from "./converse.ts";
import { type Crew, inThisThread } from "./crew/crew.ts";
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
  readonly crew?: Crew | undefined;
}

/** Scenes in lockstep: enough to fill the engine, and few enough to stop within seconds. */
const batch = 25;

/**
 * The speaker in every scene, once in each seat, with the partner across: by scene, and within it in the order of the seats. The
 * random streams are those of scene and seat, so that two speakers have the same luck.
 */
export async function playGames(
  speaker: Speaker,
  { partner, scenes, stage, seed, onDone, signal, crew = inThisThread }: GamesOptions,
): Promise<Game[]> {
  const games = new Map<string, Game>();
  const matches = Array.from({ length: Math.ceil(scenes.length / batch) }, (_, i) => i * batch).flatMap((from) =>
    stage.seats.map((seat) => ({ from, seat })),
  );
  const playNext = async (): Promise<void> => {
    for (let next = matches.shift(); next !== undefined; next = matches.shift()) {
      await pause(signal);
      const { from, seat } = next;
      const some = scenes.slice(from, from + batch);
      const keys = (who: Seat): number[] => some.map(({ id }) => streamKey(seed, "game", id, seat, who));
      const [own, across] = [keys(seat), keys(otherSeat(stage.seats, seat))];
      const played = await crew.play({ scenes: some, stage, seat, speaker, partner, keys: own, partnerKeys: across });
      played.forEach(({ dialogue, stream }, row) =>
        games.set(`${from + row} ${seat}`, { scene: from + row, seat, dialogue, stream }),
      );
      onDone?.(some.length);
    }
  };
  await Promise.all(Array.from({ length: crew.room }, playNext));
  return scenes.flatMap((_, scene) => stage.seats.flatMap((seat) => games.get(`${scene} ${seat}`) ?? []));
}

/** What the measured speaker said itself, turn by turn: its scene's opening is not its own. */
export function ownTurns({ dialogue, seat }: Game): Dialogue["turns"] {
  return dialogue.turns.slice(dialogue.scene.opening.length).filter((turn) => turn.seat === seat);
}

/** What its partner said. */
export function partnerTurns({ dialogue, seat }: Game): Dialogue["turns"] {
  return dialogue.turns.slice(dialogue.scene.opening.length).filter((turn) => turn.seat !== seat);
}
