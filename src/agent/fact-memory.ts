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
  readonly fact: number;
  /** The first place in the stream where it is known, and the first where it no longer is. */
  readonly from: number;
  readonly until: number;
}

/**
 * What is known of S fact words at one place of the stream, one line after the other: since a sibling was heard, and from whom;
 * since the word itself was heard, both as buckets; and 1 where the word is known.
 */
export type FactReading = Uint8Array; // [3 · S]

interface Heard {
  readonly lastSelf: number[];
  readonly lastSibling: number[];
  readonly siblingMine: boolean[];
}

const notYet = -1;

/**
 * What one seat knows in one dialogue, and for each word of it when a sibling, another word of the same fact, was last
 * heard, from whom, and when the word itself was.
 */
export class FactMemory {
  readonly #vocabulary: Vocabulary;
  readonly #facts: { readonly fact: Fact; readonly words: number[] }[] = [];
  readonly #words: FactWord[] = [];
  /** Where each word is among the fact words. */
  readonly #placesOf = new Map<number, number[]>();
  readonly #heard: Heard = { lastSelf: [], lastSibling: [], siblingMine: [] };
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

  /** What is known of each fact word right after the last word heard. */
  read(): FactReading {
    const count = this.#words.length;
    const now = this.#stream.length - 1;
    const { lastSelf, lastSibling, siblingMine } = this.#heard;
    const since = (last = notYet): number => (last === notYet ? never : recencyBucket(now - last));
    const reading = new Uint8Array(3 * count);
    for (let i = 0; i < count; i++) {
      reading[i] = since(lastSibling[i]) + (siblingMine[i] === true ? bucketCount : 0);
      reading[count + i] = since(lastSelf[i]);
      reading[2 * count + i] = this.#isKnown(i, now) ? 1 : 0;
    }
    return reading;
  }

  /** Tags of the last word heard: the fields of the facts known by then that contain it. */
  tags(): number[] {
    const now = this.#stream.length - 1;
    const places = this.#placesOf.get(this.#stream[now]?.word ?? notYet) ?? [];
    return places.filter((i) => this.#isKnown(i, now)).map((i) => element(this.#words, i).field);
  }

  #isKnown(place: number, now: number): boolean {
    const { from, until } = element(this.#words, place);
    return from <= now && now < until;
  }

  #add(fact: Fact, slots: SlotMap): void {
    const ids = slots.encode(fact.words.split(" "));
    const fieldWord = this.#vocabulary.id(fact.field) ?? this.#vocabulary.end;
    const places = ids.map((word, i) => {
      this.#heard.lastSelf.push(notYet);
      this.#heard.lastSibling.push(notYet);
      this.#heard.siblingMine.push(false);
      const place = this.#words.length;
      this.#words.push({
        word,
        previous: i === 0 ? fieldWord : element(ids, i - 1),
        fieldWord,
        field: this.#vocabulary.fieldId(fact.field),
        fact: this.#facts.length,
        from: this.#stream.length,
        until: Infinity,
      });
      this.#placesOf.set(word, [...(this.#placesOf.get(word) ?? []), place]);
      return place;
    });
    this.#facts.push({ fact, words: places });
  }

  #mark(word: number, mine: boolean, at: number): void {
    const { lastSelf, lastSibling, siblingMine } = this.#heard;
    for (const i of this.#placesOf.get(word) ?? []) {
      lastSelf[i] = at;
      for (const j of this.#facts[this.#words[i]?.fact ?? 0]?.words ?? []) {
        if (this.#words[j]?.word === word) continue;
        lastSibling[j] = at;
        siblingMine[j] = mine;
      }
    }
  }
}
