import type { Vocabulary } from "./vocabulary.ts";

/**
 * What a slot says that stands for no word: nothing unknown was heard or known, yet the agent pointed at one. A pronoun fits
 * nearly everywhere a name or a thing does, and most vocabularies have this one, so that the partner understands it.
 */
export const unboundSlot = "something";

export interface SlotState {
  /** The word of each slot, `null` where it has none. */
  readonly bound: readonly (string | null)[];
  /** The slot that the next unknown word takes. */
  readonly next: number;
}

/**
 * Words to ids and back within one view of one dialogue. An unknown word takes the next slot and keeps it, so that an agent can
 * repeat a name that it never saw; when all are taken, the newest unknown word takes the oldest slot.
 */
export class SlotMap {
  readonly #vocabulary: Vocabulary;
  readonly #bound: (string | null)[];
  #next: number;

  constructor(vocabulary: Vocabulary, state: SlotState = { bound: vocabulary.slots.map(() => null), next: 0 }) {
    this.#vocabulary = vocabulary;
    this.#bound = [...state.bound];
    this.#next = state.next;
  }

  encode(words: readonly string[]): number[] {
    return words.map((word) => this.#vocabulary.id(word) ?? this.#slotOf(word));
  }

  /** The word that `id` stands for now; `unboundSlot` for a slot without one. */
  decode(id: number): string {
    const slot = this.#vocabulary.slots.indexOf(id);
    const word = slot < 0 ? this.#vocabulary.words[id] : (this.#bound[slot] ?? unboundSlot);
    if (word === undefined)
      throw new RangeError(`decode: id ${id} is outside the vocabulary of ${this.#vocabulary.size}`);
    return word;
  }

  /** False only for a slot that stands for no word. */
  isBound(id: number): boolean {
    const slot = this.#vocabulary.slots.indexOf(id);
    return slot < 0 || this.#bound[slot] !== null;
  }

  /** All there is to it: `new SlotMap(vocabulary, state)` goes on from here. */
  get state(): SlotState {
    return { bound: [...this.#bound], next: this.#next };
  }

  #slotOf(word: string): number {
    const { slots } = this.#vocabulary;
    let slot = this.#bound.indexOf(word);
    if (slot < 0) {
      slot = this.#next;
      this.#bound[slot] = word;
      this.#next = (slot + 1) % slots.length;
    }
    const id = slots[slot];
    if (id === undefined) throw new RangeError(`encode: no slot ${slot}`);
    return id;
  }
}
