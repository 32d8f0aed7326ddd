/**
 * The control that asks whether learning was worth it: the reference draws several replies and says the one that the rules score
 * best. It needs no training, only n times the sampling; a learner must beat it.
 */
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { Seat } from "../dialogue/seat.ts";
import type { Participant, Speaker, SpeakLimits, Utterance } from "../dialogue/speaker.ts";
import type { Turn } from "../dialogue/turn.ts";
import { turnRewards } from "../reward/combine.ts";
import { judge, scoreOf } from "../reward/judge.ts";
import type { LoadedRule } from "../reward/load-rules.ts";
import { moments } from "../reward/moment.ts";
import { Normaliser } from "../reward/normaliser.ts";
import { streamKey } from "../rng.ts";
import type { Corpus } from "../text/corpus.ts";

export interface BestOfOptions extends Pick<Corpus, "seats" | "world" | "dialogues"> {
  readonly rules: readonly LoadedRule[];
  /** Replies to choose from. */
  readonly n: number;
}

/** Dialogues whose scores set the rules' scale. */
const scaleDialogues = 500;

export class BestOf implements Speaker {
  readonly name: string;
  readonly #speaker: Speaker;
  readonly #options: BestOfOptions;
  readonly #rules: readonly LoadedRule[];
  readonly #normaliser = new Normaliser();

  /** Rules are put on one scale by what they make of the corpus's training dialogues, which `speaker` has learnt from. */
  constructor(speaker: Speaker, options: BestOfOptions) {
    this.name = `best-of-${options.n} ${speaker.name}`;
    this.#speaker = speaker;
    this.#options = options;
    const { dialogues, seats } = options;
    this.#rules = options.rules.filter(({ weight }) => weight > 0);
    const human = dialogues.filter(({ split }) => split === "train").slice(0, scaleDialogues);
    this.#normaliser.observe(judge(human, this.#rules, { seats }));
  }

  join(scenes: readonly Scene[], seat: Seat, keys: readonly number[]): Participant {
    const { n } = this.#options;
    const history: Turn[][] = scenes.map(() => []);
    return {
      // oxlint-disable-next-line require-await -- a participant may be remote; this one only remembers
      listen: async (turns) => turns.forEach((turn, row) => turn !== null && history[row]?.push(turn)),
      speak: async (rows, limits) => {
        const heard = rows.map((row) => history[row] ?? []);
        const played = rows.flatMap((row) => scenes[row] ?? []);
        const streams = rows.map((row) => streamKey(keys[row] ?? 0, "turn", history[row]?.length ?? 0));
        const drawn = await this.#draw(played, seat, streams, heard, limits);
        return drawn.map((replies, i) => {
          const rewards = replies.map((reply) => this.#rewardOf(played[i], seat, heard[i] ?? [], reply));
          return replies[rewards.indexOf(Math.max(...rewards))] ?? missing(n);
        });
      },
      dispose: () => undefined,
    };
  }

  /** n replies to each history. Whoever draws them hears the history anew, and so need not take back what is not said. */
  async #draw(
    scenes: readonly Scene[],
    seat: Seat,
    streams: readonly number[],
    heard: readonly (readonly Turn[])[],
    limits: SpeakLimits,
  ): Promise<readonly (readonly Utterance[])[]> {
    const { n } = this.#options;
    const times = <T>(items: readonly T[]): T[] => items.flatMap((item) => Array.from({ length: n }, () => item));
    const keys = streams.flatMap((stream) => Array.from({ length: n }, (_, k) => streamKey(stream, k)));
    const drafting = this.#speaker.join(times(scenes), seat, keys);
    try {
      const turns = Math.max(0, ...heard.map(({ length }) => length));
      for (let u = 0; u < turns; u++) await drafting.listen(times(heard.map((history) => history[u] ?? null)));
      const replies = await drafting.speak([...keys.keys()], limits);
      return scenes.map((_, i) => replies.slice(i * n, (i + 1) * n));
    } finally {
      drafting.dispose();
    }
  }

  /** What the reply's turn would earn, as in training: normalised, weighted, a rule that does not apply left out. */
  #rewardOf(scene: Scene | undefined, seat: Seat, heard: readonly Turn[], reply: Utterance): number {
    if (scene === undefined) throw new RangeError("best of n: a row without a scene");
    const { seats, world } = this.#options;
    const rules = this.#rules;
    const turns = [...heard, { seat, text: reply.text, ...(reply.cut && { cut: true }) }];
    const outcome = reply.ends && world !== undefined ? { outcome: world.outcome(scene, turns) } : {};
    const dialogue: Dialogue = { id: scene.id, scene, turns, ended: reply.ends, ...outcome };
    const moment = moments(dialogue, seats, reply.ends).at(-1);
    const scores = new Map(rules.flatMap((rule) => (moment === undefined ? [] : [[rule.name, scoreOf(rule, moment)]])));
    const [rewards] = turnRewards([{ id: scene.id, turns: [{ seat, scores }] }], rules, this.#normaliser);
    return rewards?.[0] ?? 0;
  }
}

function missing(n: number): never {
  throw new RangeError(`best of ${n}: no reply to choose from`);
}
