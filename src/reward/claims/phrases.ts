/** Where a phrase that was looked for stands in a clause. */
export interface Found<Meaning> {
  readonly from: number;
  /** Behind its last word. */
  readonly to: number;
  readonly meanings: readonly Meaning[];
}

/** Many phrases, looked for at once; the longest where one begins like another. A plural s makes no difference. */
export class Phrases<Meaning> {
  readonly #meanings = new Map<string, Meaning[]>();
  readonly #longest = new Map<string, number>();

  add(phrase: readonly string[], meaning: Meaning): void {
    const [first] = phrase;
    if (first === undefined) return;
    const key = keyOf(phrase);
    const known = this.#meanings.get(key);
    if (known) known.push(meaning);
    else this.#meanings.set(key, [meaning]);
    const start = singular(first);
    this.#longest.set(start, Math.max(this.#longest.get(start) ?? 0, phrase.length));
  }

  has(phrase: readonly string[]): boolean {
    return this.#meanings.has(keyOf(phrase));
  }

  find(words: readonly string[]): readonly Found<Meaning>[] {
    const found: Found<Meaning>[] = [];
    let from = 0;
    while (from < words.length) {
      const longest = this.#longest.get(singular(words[from] ?? "")) ?? 0;
      let to = Math.min(from + longest, words.length);
      let meanings: readonly Meaning[] | undefined;
      while (to > from && !(meanings = this.#meanings.get(keyOf(words.slice(from, to))))) to--;
      if (meanings) found.push({ from, to, meanings });
      from = meanings ? to : from + 1;
    }
    return found;
  }
}

/** The same for "dog" and "dogs". */
export function singular(word: string): string {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

export function keyOf(phrase: readonly string[]): string {
  return phrase.map(singular).join(" ");
}
