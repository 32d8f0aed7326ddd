/** Several replies drawn at every turn, of which the one that ranks highest is said. */
import { at } from "../at.ts";
import { streamKey } from "../rng.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { Seat } from "../dialogue/seat.ts";
import type { Participant, SpeakLimits, Utterance } from "../dialogue/speaker.ts";
import type { Turn } from "../dialogue/turn.ts";

/** A speaker whose utterances, and whose limits, may say more than any speaker's. */
export interface Drafter<Said extends Utterance, Limits extends SpeakLimits> {
  readonly name: string;
  join(scenes: readonly Scene[], seat: Seat, keys: readonly number[]): Drafting<Said, Limits>;
}

export interface Drafting<Said extends Utterance, Limits extends SpeakLimits> extends Participant {
  speak(rows: readonly number[], limits: Limits): Promise<readonly Said[]>;
}

/** In what a reply is said. */
export interface Told {
  readonly scene: Scene;
  readonly seat: Seat;
  readonly heard: readonly Turn[];
}

export interface BestOfOptions<Said extends Utterance> {
  /** Replies to choose from. */
  readonly n: number;
  readonly rank: (reply: Said, told: Told) => number;
}

export class BestOf<Said extends Utterance, Limits extends SpeakLimits> implements Drafter<Said, Limits> {
  readonly name: string;
  readonly #drafter: Drafter<Said, Limits>;
  readonly #options: BestOfOptions<Said>;

  constructor(drafter: Drafter<Said, Limits>, options: BestOfOptions<Said>) {
    this.name = `best-of-${options.n} ${drafter.name}`;
    this.#drafter = drafter;
    this.#options = options;
  }

  join(scenes: readonly Scene[], seat: Seat, keys: readonly number[]): Drafting<Said, Limits> {
    const { n, rank } = this.#options;
    const history: Turn[][] = scenes.map(() => []);
    return {
      // oxlint-disable-next-line require-await -- a participant may be remote; this one only remembers
      listen: async (turns) => turns.forEach((turn, row) => turn !== null && history[row]?.push(turn)),
      speak: async (rows, limits) => {
        const all = rows.map((row): Told => ({ scene: at(scenes, row), seat, heard: at(history, row) }));
        const streams = rows.map((row) => streamKey(at(keys, row), "turn", history[row]?.length ?? 0));
        const replies = await this.#draw(all, seat, streams, limits);
        return all.map((told, i) => {
          const drawn = replies.slice(i * n, (i + 1) * n);
          const ranks = drawn.map((reply) => rank(reply, told));
          return at(drawn, ranks.indexOf(Math.max(...ranks)));
        });
      },
      dispose: () => undefined,
    };
  }

  /** n replies to each. Whoever draws them hears all anew, and so need not take back what is not said. */
  async #draw(all: readonly Told[], seat: Seat, streams: readonly number[], limits: Limits): Promise<readonly Said[]> {
    const { n } = this.#options;
    const times = <T>(items: readonly T[]): T[] => items.flatMap((item) => Array.from({ length: n }, () => item));
    const keys = streams.flatMap((stream) => Array.from({ length: n }, (_, k) => streamKey(stream, k)));
    const drafting = this.#drafter.join(times(all.map(({ scene }) => scene)), seat, keys);
    try {
      const turns = Math.max(0, ...all.map(({ heard }) => heard.length));
      for (let u = 0; u < turns; u++) await drafting.listen(times(all.map(({ heard }) => heard[u] ?? null)));
      return await drafting.speak([...keys.keys()], limits);
    } finally {
      drafting.dispose();
    }
  }
}
