import { at as element } from "../at.ts";
import type { Fact } from "../dialogue/fact.ts";
import { sameFact } from "../dialogue/fact.ts";
import type { SlotMap } from "../text/slots.ts";
import type { Vocabulary } from "../text/vocabulary.ts";

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
 * When each of S fact words was heard last, as places in the stream: [2 · S], one half after the other. First when it was named,
 * which is when those that it goes with were heard, doubled, and 1 more where this seat said them; then when the word itself was.
 * Below 0 for never. It stays as it is until a fact word is heard, so that places of a stream share it.
 */
export type FactTrace = Int32Array;

export const unheard = -1;

/** Where in the stream something was heard last, and whether this seat said it. */
interface Hearing {
  readonly at: number;
  readonly mine: boolean;
}

const notYet: Hearing = { at: unheard, mine: false };

/**
 * What one seat knows in one dialogue, and for each word of it when its siblings, other words of the same fact, were heard, from
 * whom, and when the word itself was. A word waits for those before it: in "flat white four fifty", "fifty" goes with all of
 * "flat white four", not with a "four" that belongs to the scone. A fact's first word goes with any of its siblings.
 */
export class FactMemory {
  readonly #vocabulary: Vocabulary;
  readonly #facts: { readonly fact: Fact; readonly words: number[] }[] = [];
  readonly #words: FactWord[] = [];
  /** Where each word is among the fact words. */
  readonly #placesOf = new Map<number, number[]>();
  /** The siblings that each word goes with, by their places among the words. */
  readonly #siblings: (readonly number[])[] = [];
  /** Of each word, and of the siblings that it goes with. */
  readonly #heard: Hearing[] = [];
  readonly #named: Hearing[] = [];
  readonly #stream: { readonly word: number; readonly mine: boolean }[] = [];
  /** Until it changes. */
  #trace: FactTrace | undefined;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  get words(): readonly FactWord[] {
    return this.#words;
  }

  /** From the next word of the stream on, `facts` are known. */
  give(facts: readonly Fact[], slots: SlotMap): void {
    for (const fact of facts) this.#add(fact, slots);
    if (facts.length === 0) return;
    this.#trace = undefined;
    this.#stream.forEach(({ word, mine }, at) => this.#mark(word, mine, at));
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

  /** When each fact word was heard, as it stands now. */
  trace(): FactTrace {
    if (this.#trace !== undefined) return this.#trace;
    const count = this.#words.length;
    const trace = new Int32Array(2 * count);
    this.#named.forEach(({ at, mine }, i) => (trace[i] = at === unheard ? unheard : 2 * at + (mine ? 1 : 0)));
    this.#heard.forEach(({ at }, i) => (trace[count + i] = at));
    this.#trace = trace;
    return trace;
  }

  /** Tags of the last word heard: the fields of the facts known by then that contain it. */
  tags(): readonly number[] {
    const now = this.#stream.length - 1;
    const places = this.#placesOf.get(this.#stream[now]?.word ?? unheard);
    if (places === undefined) return [];
    return places.filter((i) => this.#isKnown(i, now)).map((i) => element(this.#words, i).field);
  }

  #isKnown(place: number, now: number): boolean {
    const { from, until } = element(this.#words, place);
    return from <= now && now < until;
  }

  #add(fact: Fact, slots: SlotMap): void {
    const ids = slots.encode(fact.words.split(" "));
    const fieldWord = this.#vocabulary.id(fact.field) ?? this.#vocabulary.end;
    const first = this.#words.length;
    ids.forEach((word, i) => {
      const siblings = [...ids.keys()].filter((j) => ids[j] !== word && (i === 0 || j < i));
      this.#siblings.push(siblings.map((j) => first + j));
      this.#heard.push(notYet);
      this.#named.push(notYet);
      this.#placesOf.set(word, [...(this.#placesOf.get(word) ?? []), first + i]);
      this.#words.push({
        word,
        previous: i === 0 ? fieldWord : element(ids, i - 1),
        fieldWord,
        field: this.#vocabulary.fieldId(fact.field),
        fact: this.#facts.length,
        from: this.#stream.length,
        until: Infinity,
      });
    });
    this.#facts.push({ fact, words: [...ids.keys()].map((i) => first + i) });
  }

  #mark(word: number, mine: boolean, at: number): void {
    const known = this.#placesOf.get(word);
    if (known === undefined) return;
    this.#trace = undefined;
    for (const i of known) {
      this.#heard[i] = { at, mine };
      const places = this.#facts[element(this.#words, i).fact]?.words ?? [];
      places.forEach((place, nth) => (this.#named[place] = this.#naming(place, nth === 0)));
    }
  }

  /** Since when a word goes with its siblings, and who said the last of them: since any of them, or only since all were heard. */
  #naming(place: number, any: boolean): Hearing {
    const heard = element(this.#siblings, place).map((sibling) => element(this.#heard, sibling));
    if (heard.length === 0) return notYet;
    const latest = heard.reduce((a, b) => (b.at > a.at ? b : a));
    if (any) return latest;
    const oldest = Math.min(...heard.map(({ at }) => at));
    return oldest === unheard ? notYet : { at: oldest, mine: latest.mine };
  }
}
