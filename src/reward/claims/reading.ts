import { stem } from "../words.ts";
import { clausesOf } from "./clauses.ts";
import type { Part } from "./parts.ts";
import type { Found, Phrases } from "./phrases.ts";
import { attitude, isFirstPerson, isHedged, isNegative, isSecondPerson, otherPersonIn } from "./voice.ts";

/** A clause that states something and speaks of nobody but its speaker, or of no person at all. */
export interface StatedClause {
  readonly words: readonly string[];
  readonly firstPerson: boolean;
  readonly hedged: boolean;
  /** "my sister": whose the rest may be. */
  readonly other: string | undefined;
  readonly attitude: -1 | 0 | 1;
  readonly mentions: readonly Found<Part>[];
  /** Stems of its words, where it says no to something. */
  readonly refuses: ReadonlySet<string>;
}

/** What a turn states, with every value of `phrases` that it mentions. */
export function statedClauses(text: string, phrases: Phrases<Part>): readonly StatedClause[] {
  const clauses = clausesOf(text.split(" "));
  return clauses.flatMap(({ words, asks }, place) => {
    const firstPerson = isFirstPerson(words);
    // "i bake bread , and you ?" states something before it asks.
    const states = !asks || (firstPerson && clauses[place + 1]?.asks === true);
    if (!states || isSecondPerson(words)) return [];
    return [
      {
        words,
        firstPerson,
        hedged: isHedged(words),
        other: otherPersonIn(words),
        attitude: attitude(words),
        mentions: phrases.find(words).filter((mention) => !isLoneNumber(mention, words, phrases)),
        refuses: new Set(words.some(isNegative) ? words.map(stem) : []),
      },
    ];
  });
}

/** "two" is a part of "two brothers" only before another part. */
function isLoneNumber({ meanings, to }: Found<Part>, words: readonly string[], phrases: Phrases<Part>): boolean {
  if (!meanings.every(({ counts }) => counts)) return false;
  const [next] = phrases.find(words.slice(to));
  return !(next?.from === 0 && next.meanings.some(({ field }) => meanings.some((meaning) => meaning.field === field)));
}
