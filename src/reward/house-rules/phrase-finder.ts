import type { Fact } from "../../dialogue/fact.ts";
import { endsOf, type Part, type Phrase } from "./phrase.ts";

type Words = readonly string[];

interface ByField {
  readonly field: string;
  readonly phrase: Phrase;
}

/** Looks for any of many phrases at once; most places of most turns can begin none of them, and are passed over. */
export class PhraseFinder {
  readonly #byWord = new Map<string, Phrase[]>();
  readonly #byPrefix: { readonly prefix: string; readonly phrase: Phrase }[] = [];
  readonly #byField: ByField[] = [];
  readonly #anywhere: Phrase[] = [];

  readonly #empty: boolean;

  constructor(phrases: readonly Phrase[]) {
    this.#empty = phrases.length === 0;
    for (const phrase of phrases) this.#file(phrase, phrase[0]);
  }

  /** The words of the first phrase that stands in the turn; `undefined` where none does. */
  find(words: Words, facts: readonly Fact[]): string | undefined {
    if (this.#empty) return undefined;
    const looking = this.#byField.filter(({ field }) => facts.some((fact) => fact.field === field));
    for (let from = 0; from < words.length; from++) {
      const end = this.#endFrom(from, words, facts, looking);
      if (end !== undefined) return words.slice(from, end).join(" ");
    }
    return undefined;
  }

  /** Where a phrase that begins at the place `from` ends. Asked for every word of every turn, so it makes nothing anew. */
  #endFrom(from: number, words: Words, facts: readonly Fact[], looking: readonly ByField[]): number | undefined {
    const word = words[from] ?? "";
    let end = firstEnd(this.#byWord.get(word), words, from, facts) ?? firstEnd(this.#anywhere, words, from, facts);
    for (const { prefix, phrase } of this.#byPrefix) {
      if (end !== undefined) return end;
      if (word.startsWith(prefix)) end = endOf(phrase, words, from, facts);
    }
    for (const { field, phrase } of looking) {
      if (end !== undefined) return end;
      if (begins(field, word, facts)) end = endOf(phrase, words, from, facts);
    }
    return end;
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

/** Whether a fact's words begin with `word`. */
function begins(field: string, word: string, facts: readonly Fact[]): boolean {
  return facts.some((fact) => fact.field === field && fact.words.startsWith(word));
}

function firstEnd(
  phrases: readonly Phrase[] | undefined,
  words: Words,
  from: number,
  facts: readonly Fact[],
): number | undefined {
  if (!phrases) return undefined;
  for (const phrase of phrases) {
    const end = endOf(phrase, words, from, facts);
    if (end !== undefined) return end;
  }
  return undefined;
}

function endOf(phrase: Phrase, words: Words, from: number, facts: readonly Fact[]): number | undefined {
  return endsOf(phrase, words, from, facts)[0];
}
