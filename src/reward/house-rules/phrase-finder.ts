import type { Fact } from "../../dialogue/fact.ts";
import { endsOf, type Part, type Phrase } from "./phrase.ts";

/** Looks for any of many phrases at once; most places of most turns can begin none of them, and are passed over. */
export class PhraseFinder {
  readonly #byWord = new Map<string, Phrase[]>();
  readonly #byPrefix: { readonly prefix: string; readonly phrase: Phrase }[] = [];
  readonly #byField: { readonly field: string; readonly phrase: Phrase }[] = [];
  readonly #anywhere: Phrase[] = [];

  readonly #empty: boolean;

  constructor(phrases: readonly Phrase[]) {
    this.#empty = phrases.length === 0;
    for (const phrase of phrases) this.#file(phrase, phrase[0]);
  }

  /** The words of the first phrase that stands in the turn; `undefined` where none does. */
  find(words: readonly string[], facts: readonly Fact[]): string | undefined {
    if (this.#empty) return undefined;
    const looking = this.#byField.filter(({ field }) => facts.some((fact) => fact.field === field));
    for (const [from, word] of words.entries()) {
      const end =
        firstEnd(this.#byWord.get(word), words, from, facts) ??
        firstEnd(this.#anywhere, words, from, facts) ??
        firstEnd(
          phrasesOf(this.#byPrefix, ({ prefix }) => word.startsWith(prefix)),
          words,
          from,
          facts,
        ) ??
        firstEnd(
          phrasesOf(looking, ({ field }) => begins(field, word, facts)),
          words,
          from,
          facts,
        );
      if (end !== undefined) return words.slice(from, end).join(" ");
    }
    return undefined;
  }

  #file(phrase: Phrase, first: Part | undefined): void {
    if (first?.kind === "choice") {
      for (const [start] of first.phrases) this.#file(phrase, start);
    } else if (first?.kind === "word") {
      const others = this.#byWord.get(first.word);
      if (!others) this.#byWord.set(first.word, [phrase]);
      else if (!others.includes(phrase)) others.push(phrase);
    } else if (first?.kind === "prefix") {
      this.#byPrefix.push({ prefix: first.prefix, phrase });
    } else if (first?.kind === "field") {
      this.#byField.push({ field: first.field, phrase });
    } else if (!this.#anywhere.includes(phrase)) {
      this.#anywhere.push(phrase);
    }
  }
}

function phrasesOf<Start extends { readonly phrase: Phrase }>(
  starts: readonly Start[],
  fits: (start: Start) => boolean,
): readonly Phrase[] | undefined {
  return starts.some(fits) ? starts.filter(fits).map(({ phrase }) => phrase) : undefined;
}

/** Whether a fact's words begin with `word`. */
function begins(field: string, word: string, facts: readonly Fact[]): boolean {
  return facts.some((fact) => fact.field === field && fact.words.startsWith(word));
}

function firstEnd(
  phrases: readonly Phrase[] | undefined,
  words: readonly string[],
  from: number,
  facts: readonly Fact[],
): number | undefined {
  if (!phrases) return undefined;
  for (const phrase of phrases) {
    const [end] = endsOf(phrase, words, from, facts);
    if (end !== undefined) return end;
  }
  return undefined;
}
