import type { Dialogue } from "../dialogue/dialogue.ts";
import { noFacts } from "../dialogue/fact.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { Seat } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import { SlotMap } from "../text/slots.ts";
import { seatField, type Vocabulary } from "../text/vocabulary.ts";
import { FactMemory, type FactTrace } from "./fact-memory.ts";

/** One place of the stream: the word heard there, and the word that came next. */
export interface Place {
  /** Its own, from 0. */
  readonly at: number;
  readonly input: number;
  readonly tags: readonly number[];
  /** When the facts were heard, as it stands here. */
  readonly trace: FactTrace;
  /** The next word, or the mark that ended the turn; undefined until it is known. */
  target: number | undefined;
  /** This seat chose the target. */
  own: boolean;
  /** The turn that the target belongs to, from 0. */
  turn: number;
  /** Recorded where this seat sampled the target, in nats. */
  logProb: number | undefined;
}

/**
 * A dialogue from one seat's point of view: the stream of words as the agent hears or says them, and what it knows at each.
 * A turn opens with `<me>` or `<you>`, which ends the turn before; `<end>` ends the dialogue.
 */
export class View {
  readonly seat: Seat;
  readonly slots: SlotMap;
  readonly memory: FactMemory;
  readonly places: Place[] = [];
  #turn = 0;
  /** This seat has said the words of the present turn by `say`; `hearTurn` must not say them again. */
  #spoken = false;
  readonly #vocabulary: Vocabulary;
  readonly #seatTags: readonly number[];

  constructor(vocabulary: Vocabulary, scene: Scene, seat: Seat) {
    this.#vocabulary = vocabulary;
    this.seat = seat;
    this.#seatTags = [vocabulary.fieldId(seatField(seat))];
    this.slots = new SlotMap(vocabulary);
    this.memory = new FactMemory(vocabulary);
    this.memory.give(scene.facts.get(seat) ?? [], this.slots);
  }

  /** Opens this seat's turn; the places to feed to the network. */
  open(): Place {
    this.#spoken = true;
    return this.#hear(this.#vocabulary.me, true);
  }

  /** Records the word or mark that this seat sampled next; a word is heard at once, a mark when the next turn opens. */
  say(target: number, logProb: number): Place | undefined {
    this.#settle(target, true, logProb);
    return this.#isMark(target) ? undefined : this.#hear(target, true);
  }

  /** Hears a turn, its own too, with what the world gave or took after it; the new places. */
  hearTurn(turn: Turn): readonly Place[] {
    const from = this.places.length;
    const mine = turn.seat === this.seat;
    if (!(mine && this.#spoken)) {
      this.#hear(mine ? this.#vocabulary.me : this.#vocabulary.you, mine);
      for (const word of this.slots.encode(turn.text === "" ? [] : turn.text.split(" "))) {
        this.#settle(word, mine);
        this.#hear(word, mine);
      }
    }
    this.#spoken = false;
    this.#lastMine = mine;
    this.#turn++;
    this.memory.take((turn.takes ?? noFacts).get(this.seat) ?? []);
    this.memory.give((turn.gives ?? noFacts).get(this.seat) ?? [], this.slots);
    return this.places.slice(from);
  }

  /** The dialogue is over: the last turn's next mark is `<end>`. */
  finish(): void {
    this.#settle(this.#vocabulary.end, this.#lastMine, undefined, this.#turn - 1);
  }

  #lastMine = false;

  #isMark(id: number): boolean {
    return id === this.#vocabulary.me || id === this.#vocabulary.you || id === this.#vocabulary.end;
  }

  #hear(word: number, mine: boolean): Place {
    // The mark that opens a turn ends the one before, and was its speaker's to choose.
    if (this.#isMark(word)) this.#settle(word, this.#lastMine, undefined, this.#turn - 1);
    this.memory.hear(word, mine);
    const place: Place = {
      at: this.places.length,
      input: word,
      tags: this.#isMark(word) ? this.#seatTags : this.memory.tags(),
      trace: this.memory.trace(),
      target: undefined,
      own: false,
      turn: this.#turn,
      logProb: undefined,
    };
    this.places.push(place);
    return place;
  }

  /** Fills in the last place's target, unless it was sampled already. */
  #settle(target: number, own: boolean, logProb?: number, turn = this.#turn): void {
    const last = this.places.at(-1);
    if (last === undefined || last.target !== undefined) return;
    last.target = target;
    last.own = own;
    last.turn = turn;
    last.logProb = logProb;
  }
}

/** A whole dialogue as `seat` lived it; every turn's words and mark count as their speaker's choice. */
export function viewOf(vocabulary: Vocabulary, dialogue: Dialogue, seat: Seat): View {
  const view = new View(vocabulary, dialogue.scene, seat);
  for (const turn of dialogue.turns) view.hearTurn(turn);
  if (dialogue.ended !== false) view.finish();
  return view;
}
