/** Words without sense, of given sizes: what speed is measured on. */
import type { Dialogue } from "../../dialogue/dialogue.ts";
import type { Fact } from "../../dialogue/fact.ts";
import type { Scene } from "../../dialogue/scene.ts";
import type { Seats } from "../../dialogue/seat.ts";
import type { Random } from "../../rng.ts";
import { marks, seatField, type Vocabulary, vocabulary } from "../../text/vocabulary.ts";

export interface Sizes {
  /** Words and marks, V; as many fields. */
  readonly vocab: number;
  /** H */
  readonly hidden: number;
  /** Dialogues, B. */
  readonly batch: number;
  /** Turns of a dialogue. */
  readonly turns: number;
  /** Words of a turn. */
  readonly words: number;
  /** Words of the facts that each seat knows, S. */
  readonly facts: number;
}

export const wordsOfFact = 4;

/** Every mark, and a word. */
export const leastVocabulary = marks.length + 1;

/** Words of a stream, the mark that opens each turn included, times the streams of one seat. */
export function wordsInStreams({ batch, turns, words }: Sizes): number {
  return batch * turns * (words + 1);
}

const seats: Seats = ["first", "second"];

export interface Work {
  readonly sizes: Sizes;
  readonly seats: Seats;
  readonly vocabulary: Vocabulary;
  /** A scene for each dialogue, with facts of its own. */
  readonly scenes: readonly Scene[];
  /** A dialogue in each scene. */
  readonly dialogues: readonly Dialogue[];
}

export function newWork(sizes: Sizes, random: Random): Work {
  const words = Array.from({ length: sizes.vocab - marks.length }, (_, i) => `word${i}`);
  const some = (count: number): string => Array.from({ length: count }, () => random.pick(words)).join(" ");
  const fact = (): Fact => ({ field: random.pick(words), words: some(wordsOfFact) });
  const scenes = Array.from({ length: sizes.batch }, (_, i): Scene => {
    const facts = seats.map((seat) => [seat, Array.from({ length: sizes.facts / wordsOfFact }, fact)] as const);
    return { id: `${i}`, facts: new Map(facts), opening: [] };
  });
  const dialogues = scenes.map((scene): Dialogue => {
    const turn = (u: number): Dialogue["turns"][number] => ({
      seat: seats[u % 2 === 0 ? 0 : 1],
      text: some(sizes.words),
    });
    return { id: scene.id, scene, turns: Array.from({ length: sizes.turns }, (_, u) => turn(u)) };
  });
  return { sizes, seats, vocabulary: vocabulary(words, [...words, ...seats.map(seatField)].sort()), scenes, dialogues };
}
