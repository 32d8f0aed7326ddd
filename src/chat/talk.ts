import { randomUUID } from "node:crypto";
import { streamKey } from "../rng.ts";
import type { SaidWord } from "../store/columns.ts";
import { addTurn, type StoredTurn } from "../store/conversations.ts";
import { preferReply, rateTurn, type Thumb } from "../store/ratings.ts";
import type { Store } from "../store/store.ts";
import { spaced } from "../text/tokenizer.ts";
import { type ConversationState, dialogueOf, nextExchange, openSides } from "./conversation-state.ts";
import { conversationView } from "./conversation-view.ts";
import type { Answered } from "./inference-messages.ts";
import type { Inference } from "./inference.ts";
import type { Choice, Conversation, SideName, Word } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import { wordViews } from "./said-words.ts";

export interface TalkParts {
  readonly store: Store;
  readonly inference: Inference;
  readonly agentFolder: (side: SideName) => string;
  /** Told of each word as it is spoken, and of the whole once something else has changed. */
  readonly onWord: (word: { conversation: string; exchange: number; side: SideName; word: Word }) => void;
  readonly onChange: (conversation: Conversation) => void;
}

/** One conversation that goes on: a person, and the agents before and after reinforcement, who hear the same. */
export class Talk {
  #state: ConversationState;
  readonly #parts: TalkParts;

  constructor(state: ConversationState, parts: TalkParts) {
    this.#state = state;
    this.#parts = parts;
  }

  get view(): Conversation {
    return conversationView(this.#state);
  }

  /** The agents have the first word. */
  open(): Promise<void> {
    return this.#exchange(undefined);
  }

  async say(text: string): Promise<void> {
    const said = spaced(text);
    if (said === "") throw new Refusal("There is no word in that message; write one.");
    if (this.#state.speaking) throw new Refusal("The agents are still speaking; wait for both to finish.");
    if (openSides(this.#state).length === 0) throw new Refusal("This conversation is over; begin a new one.");
    await this.#exchange(said);
  }

  async rate(turn: string, thumb: Thumb | null): Promise<void> {
    const { agentSeat } = this.#state.stored;
    const isReply = this.#state.turns.some((said) => said.id === turn && said.turn.seat === agentSeat);
    if (!isReply) throw new Refusal("Only an agent's turn in this conversation can be rated.");
    await rateTurn(this.#parts.store, turn, thumb);
    const thumbs = new Map(this.#state.ratings.thumbs);
    if (thumb === null) thumbs.delete(turn);
    else thumbs.set(turn, thumb);
    this.#change({ ratings: { ...this.#state.ratings, thumbs } });
  }

  async prefer(exchange: number, choice: Choice | null): Promise<void> {
    const replies = this.view.exchanges[exchange]?.replies.filter(({ turn }) => turn !== null) ?? [];
    if (replies.length < 2) throw new Refusal("There are no two answers to choose from.");
    await preferReply(this.#parts.store, { conversation: this.#state.stored.id, exchange }, choice);
    const preferences = new Map(this.#state.ratings.preferences);
    if (choice === null) preferences.delete(exchange);
    else preferences.set(exchange, choice);
    this.#change({ ratings: { ...this.#state.ratings, preferences } });
  }

  /** All agents answer, or, if one cannot, nothing was said: the two sides never hear different messages. */
  async #exchange(said: string | undefined): Promise<void> {
    const exchange = nextExchange(this.#state);
    const sides = openSides(this.#state);
    this.#change({ speaking: { exchange, said, words: new Map() } });
    try {
      const answers = await Promise.all(sides.map((side) => this.#answer(side, said)));
      const turns = answers.flatMap((answered, place) => {
        const side = sides[place];
        return side ? this.#storedTurns(side, exchange, answered) : [];
      });
      for (const turn of turns) await addTurn(this.#parts.store, this.#state.stored.id, turn);
      this.#change({ speaking: undefined, turns: [...this.#state.turns, ...turns] });
    } catch (error) {
      this.#change({ speaking: undefined });
      throw error;
    }
  }

  #answer(side: SideName, said: string | undefined): Promise<Answered> {
    const { id, agentSeat: seat, scene } = this.#state.stored;
    const key = streamKey(0, "chat", id, nextExchange(this.#state));
    const folder = this.#parts.agentFolder(side);
    const request = { folder, seat, scene, turns: dialogueOf(this.#state, side), said, key };
    return this.#parts.inference.answer(request, (word) => this.#hear(side, word));
  }

  #hear(side: SideName, word: SaidWord): void {
    const { speaking, stored } = this.#state;
    if (!speaking) return;
    const words = [...(speaking.words.get(side) ?? []), word];
    this.#state = { ...this.#state, speaking: { ...speaking, words: new Map(speaking.words).set(side, words) } };
    const view = wordViews(words).at(-1);
    if (view) this.#parts.onWord({ conversation: stored.id, exchange: speaking.exchange, side, word: view });
  }

  #storedTurns(side: SideName, exchange: number, { said, reply, words, ends, outcome }: Answered): StoredTurn[] {
    const position = this.#state.turns.filter((turn) => turn.side === side).length;
    const place = { side, exchange };
    const heard = said ? [{ ...place, id: randomUUID(), position, turn: said, words: [], ends: false }] : [];
    const answer = { ...place, id: randomUUID(), position: position + heard.length, turn: reply, words, ends };
    return [...heard, { ...answer, ...(outcome && { outcome }) }];
  }

  #change(change: Partial<ConversationState>): void {
    this.#state = { ...this.#state, ...change };
    this.#parts.onChange(this.view);
  }
}
