import { at as element } from "../at.ts";
import type { Fact } from "../dialogue/fact.ts";
import { sameFact } from "../dialogue/fact.ts";
import type { SlotMap } from "../text/slots.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { bucketCount, never, recencyBucket } from "./recency.ts";

/** One word of a fact, as the network sees it. */
export interface FactWord {
  readonly word: number;
  /** The word before it in its fact, or the field for the first one. */
  readonly previous: number;
  /** The field's name as a word. */
  readonly fieldWord: number;
  /** The field's tag, 0 if unknown. */
  readonly field: number;
  /** It is the first word of its fact. */
  readonly opens: boolean;
  /** The first place in the stream where it is known, and the first where it no longer is. */
  readonly from: number;
  readonly until: number;
}

interface Heard {
  readonly last: number[];
  /** Whether this seat said it then. */
  readonly mine: boolean[];
}

const notYet = -1;

/**
 * What one seat knows in one dialogue, and for each word of it when its siblings, other words of the same fact, were heard, from
 * whom, and when the word itself was. A word waits for those before it: in "flat white four fifty", "fifty" goes with all of
 * "flat white four", not with a "four" that belongs to the scone. A fact's first word goes with any of its siblings.
 */
export class FactMemory {
  readonly #vocabulary: Vocabulary;
  readonly #facts: { readonly fact: Fact; readonly words: number[] }[] = [];
  readonly #words: FactWord[] = [];
  /** The siblings that each word goes with, by their places among the words. */
  readonly #siblings: (readonly number[])[] = [];
  readonly #heard: Heard = { last: [], mine: [] };
  readonly #stream: { readonly word: number; readonly mine: boolean }[] = [];

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  get words(): readonly FactWord[] {
    return this.#words;
  }

  /** From the next word of the stream on, `facts` are known. */
  give(facts: readonly Fact[], slots: SlotMap): void {
    for (const fact of facts) this.#add(fact, slots);
    if (facts.length > 0) this.#stream.forEach(({ word, mine }, at) => this.#mark(word, mine, at));
  }

  /** From the next word of the stream on, `facts` are known no longer. */
  take(facts: readonly Fact[]): void {
    const now = this.#stream.length;
    for (const gone of facts) {
      const known = this.#facts.find(
        ({ fact, words }) => sameFact(fact, gone) && this.#words[words[0] ?? 0]?.until === Infinity,
      );
      for (const at of known?.words ?? []) this.#words[at] = { ...element(this.#words, at), until: now };
    }
  }

  /** The next word of the stream is `word`, said by this seat or not. */
  hear(word: number, mine: boolean): void {
    this.#mark(word, mine, this.#stream.length);
    this.#stream.push({ word, mine });
  }

  /** For each fact word, right after the last word heard: its two buckets, and whether it is known. */
  read(write: (index: number, siblingBucket: number, selfBucket: number, present: boolean) => void): void {
    const now = this.#stream.length - 1;
    const { last } = this.#heard;
    const since = (at: number | undefined): number =>
      at === undefined || at === notYet ? never : recencyBucket(now - at);
    this.#words.forEach((word, i) => {
      const { at, mine } = this.#named(i);
      write(i, since(at) + (mine ? bucketCount : 0), since(last[i]), word.from <= now && now < word.until);
    });
  }

  /** Tags of the last word heard: the fields of the facts known by then that contain it. */
  tags(): number[] {
    const now = this.#stream.length - 1;
    const heard = this.#stream[now]?.word;
    return this.#words.filter((w) => w.word === heard && w.from <= now && now < w.until).map((w) => w.field);
  }

  #add(fact: Fact, slots: SlotMap): void {
    const ids = slots.encode(fact.words.split(" "));
    const fieldWord = this.#vocabulary.id(fact.field) ?? this.#vocabulary.end;
    const first = this.#words.length;
    ids.forEach((word, i) => {
      const siblings = [...ids.keys()].filter((j) => ids[j] !== word && (i === 0 || j < i));
      this.#siblings.push(siblings.map((j) => first + j));
      this.#heard.last.push(notYet);
      this.#heard.mine.push(false);
      this.#words.push({
        word,
        previous: i === 0 ? fieldWord : element(ids, i - 1),
        fieldWord,
        field: this.#vocabulary.fieldId(fact.field),
        opens: i === 0,
        from: this.#stream.length,
        until: Infinity,
      });
    });
    this.#facts.push({ fact, words: [...ids.keys()].map((i) => first + i) });
  }

  /** When the siblings that a word goes with were heard: all of those before it, or for a fact's first word any; and from whom. */
  #named(i: number): { readonly at: number; readonly mine: boolean } {
    const { last, mine } = this.#heard;
    let [oldest, latest, mineLast] = [Infinity, notYet, false];
    for (const sibling of element(this.#siblings, i)) {
      const at = element(last, sibling);
      oldest = Math.min(oldest, at);
      if (at > latest) [latest, mineLast] = [at, element(mine, sibling)];
    }
    if (this.#words[i]?.opens === true) return { at: latest, mine: mineLast };
    return oldest === Infinity || oldest === notYet ? { at: notYet, mine: false } : { at: oldest, mine: mineLast };
  }

  #mark(word: number, mine: boolean, at: number): void {
    this.#words.forEach((heard, i) => {
      if (heard.word !== word) return;
      this.#heard.last[i] = at;
      this.#heard.mine[i] = mine;
    });
  }
}
