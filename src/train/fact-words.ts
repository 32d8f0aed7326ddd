/**
 * Which words of facts are worth knowing: items, prices, names, not the "the" and "of" that stand in facts too. People give the
 * difference away: they say "the" whether or not a fact has it, and "scone" where one does. So a word is a fact word unless the
 * training dialogues whose facts lack it say it at least half as often as those whose facts have it. It needs no list of a
 * language's function words, and no knowledge of the corpus's fields.
 */
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Fact, Facts } from "../dialogue/fact.ts";

export type FactWords = (word: string) => boolean;

/** Everything that either seat ever knows. */
export function factsEver({ scene, turns }: Pick<Dialogue, "scene" | "turns">): Fact[] {
  const all = (facts: Facts | undefined): Fact[] => [...(facts?.values() ?? [])].flat();
  return [...all(scene.facts), ...turns.flatMap(({ gives }) => all(gives))];
}

interface Counts {
  /** Dialogues whose facts have the word, and of those the ones that say it. */
  known: number;
  knownSaid: number;
  said: number;
}

/** True for a word that no training dialogue says: an unknown name in a fact is one to know. */
export function factWords(training: readonly Dialogue[]): FactWords {
  const counts = new Map<string, Counts>();
  const countOf = (word: string): Counts => {
    const found = counts.get(word) ?? { known: 0, knownSaid: 0, said: 0 };
    counts.set(word, found);
    return found;
  };
  for (const dialogue of training) {
    const known = new Set(factsEver(dialogue).flatMap(({ words }) => words.split(" ")));
    const said = new Set(dialogue.turns.flatMap(({ text }) => text.split(" ")));
    for (const word of known) countOf(word).known++;
    for (const word of said) {
      const count = countOf(word);
      count.said++;
      if (known.has(word)) count.knownSaid++;
    }
  }
  return (word) => {
    const { known, knownSaid, said } = counts.get(word) ?? { known: 0, knownSaid: 0, said: 0 };
    const [lacking, lackingSaid] = [training.length - known, said - knownSaid];
    if (lackingSaid === 0 || lacking === 0) return true;
    return known > 0 && lackingSaid / lacking < knownSaid / known / 2;
  };
}
