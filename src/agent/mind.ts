import { at } from "../at.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { Participant, SpeakLimits, Utterance } from "../dialogue/speaker.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import type { HeardPlace, Sampled, Tongue } from "./tongue.ts";
import type { Place, View } from "./view.ts";

/** A word as it was spoken: where it came from is the page's to show. */
export interface SpokenWord {
  readonly word: string;
  /** In nats, under the whole mixture. */
  readonly logProb: number;
  /** Shares that sum to 1: own vocabulary, repeated from the dialogue, looked up in the facts. */
  readonly source: { readonly own: number; readonly repeated: number; readonly lookedUp: number };
}

export interface AgentUtterance extends Utterance {
  /** Of the turn, its closing mark included, in nats. */
  readonly logProb: number;
  /** How many of its words are slots that stand for nothing. */
  readonly unbound: number;
  /** Each of its words, where they were asked for. */
  readonly spoken: readonly SpokenWord[];
}

export interface AgentLimits extends SpeakLimits {
  /** Wants to know where each word came from, too. */
  readonly withWords?: boolean;
}

interface Draft {
  readonly row: number;
  readonly words: string[];
  readonly spoken: SpokenWord[];
  unbound: number;
  logProb: number;
  ends: boolean;
  cut: boolean;
  /** What was heard last and is still to be answered. */
  next: Place | undefined;
}

/** One agent's side of B dialogues in lockstep: their streams, and the tongue that hears and speaks them. */
export class Mind implements Participant {
  readonly views: readonly View[];
  /** The state before each turn that it spoke, for its critic. [B][own turns][H] */
  readonly turnStates: readonly Float32Array[][];
  readonly #vocabulary: Vocabulary;
  readonly #tongue: Tongue;
  #factCounts: readonly number[];

  constructor(vocabulary: Vocabulary, views: readonly View[], tongue: Tongue) {
    this.views = views;
    this.turnStates = views.map(() => []);
    this.#vocabulary = vocabulary;
    this.#tongue = tongue;
    this.#factCounts = this.#countFacts();
  }

  // oxlint-disable-next-line require-await -- a speaker may be remote; this one answers at once
  async listen(turns: readonly (Turn | null)[]): Promise<void> {
    const rows = this.views.map((view, row) => {
      const turn = turns[row];
      return turn === null || turn === undefined ? [] : view.hearTurn(turn);
    });
    const longest = Math.max(0, ...rows.map(({ length }) => length));
    for (let t = 0; t < longest; t++) {
      const heard: HeardPlace[] = [];
      rows.forEach((places, row) => {
        const place = places[t];
        if (place !== undefined) heard.push({ row, place });
      });
      this.#tongue.hear(heard);
    }
    this.#learnFacts();
  }

  // oxlint-disable-next-line require-await -- as above
  async speak(
    rows: readonly number[],
    { maxWords, withWords = false }: AgentLimits,
  ): Promise<readonly AgentUtterance[]> {
    const drafts = rows.map((row): Draft => {
      const next = this.#view(row).open();
      return { row, words: [], spoken: [], unbound: 0, logProb: 0, ends: false, cut: false, next };
    });
    for (let open = pending(drafts), first = true; open.length > 0; open = pending(drafts), first = false) {
      const drawn = this.#tongue.speak(open.map(heardPlace));
      if (first) this.#tongue.states(rows).forEach((state, n) => this.turnStates[at(rows, n)]?.push(state));
      open.forEach((draft, n) => this.#say(draft, at(drawn, n), withWords));
      for (const draft of open) draft.cut = draft.next !== undefined && draft.words.length >= maxWords;
      // The last word of a turn that was cut is heard, but nothing is said after it.
      const cut = open.filter((draft) => draft.cut);
      if (cut.length > 0) this.#tongue.hear(cut.map(heardPlace));
      for (const draft of cut) draft.next = undefined;
    }
    return drafts.map(({ words, spoken, unbound, logProb, ends, cut }) => {
      return { text: words.join(" "), spoken, unbound, logProb, ends, cut };
    });
  }

  dispose(): void {
    this.#tongue.dispose();
  }

  #say(draft: Draft, drawn: Sampled, withWords: boolean): void {
    const view = this.#view(draft.row);
    draft.logProb += drawn.logProb;
    draft.next = view.say(drawn.word, drawn.logProb);
    if (draft.next === undefined) {
      draft.ends = drawn.word === this.#vocabulary.end;
      return;
    }
    const word = view.slots.decode(drawn.word);
    draft.words.push(word);
    if (!view.slots.isBound(drawn.word)) draft.unbound++;
    if (withWords) draft.spoken.push(spokenWord(word, drawn));
  }

  #view(row: number): View {
    const view = this.views[row];
    if (view === undefined) throw new RangeError(`row ${row} of a batch of ${this.views.length}`);
    return view;
  }

  /** Takes up facts that the world handed over. */
  #learnFacts(): void {
    const counts = this.#countFacts();
    if (counts.every((count, row) => count === this.#factCounts[row])) return;
    this.#factCounts = counts;
    this.#tongue.know();
  }

  #countFacts(): number[] {
    return this.views.map((view) => view.memory.words.length);
  }
}

const pending = (drafts: readonly Draft[]): Draft[] => drafts.filter(({ next }) => next !== undefined);

function heardPlace({ row, next }: Draft): HeardPlace {
  if (next === undefined) throw new RangeError(`row ${row} has nothing to answer`);
  return { row, place: next };
}

function spokenWord(word: string, { logProb, shares }: Sampled): SpokenWord {
  const [own, lookedUp] = [shares[0] ?? 0, shares[1] ?? 0];
  let repeated = 0;
  for (let head = 2; head < shares.length; head++) repeated += shares[head] ?? 0;
  return { word, logProb, source: { own, lookedUp, repeated } };
}
