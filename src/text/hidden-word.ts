import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Seat } from "../dialogue/seat.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The vocabulary as if it lacked this word: it takes a slot, like any that was never met. */
export function withoutWord(vocabulary: Vocabulary, hidden: string): Vocabulary {
  return { ...vocabulary, id: (word) => (word === hidden ? undefined : vocabulary.id(word)) };
}

/**
 * The rarest word that a dialogue repeats for this seat, from one turn to another or from what it knows: the likes of a guest's
 * name, which someone never met before might have.
 */
export function rarestRepeated(vocabulary: Vocabulary, { scene, turns }: Dialogue, seat: Seat): string | undefined {
  const seen = new Set((scene.facts.get(seat) ?? []).flatMap(({ words }) => words.split(" ")));
  let rarest: string | undefined;
  let rank = -1;
  for (const { text } of turns) {
    const words = new Set(text.split(" "));
    for (const word of words) {
      const id = vocabulary.id(word) ?? -1; // ids go by frequency
      if (id <= rank || !seen.has(word)) continue;
      [rarest, rank] = [word, id];
    }
    for (const word of words) seen.add(word);
  }
  return rarest;
}
