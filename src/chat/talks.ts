import { randomUUID } from "node:crypto";
import { otherSeat } from "../dialogue/seat.ts";
import { addConversation, latestConversation, type StoredConversation, turnsOf } from "../store/conversations.ts";
import { ratingsOf } from "../store/ratings.ts";
import { agentsOpen, type ConversationState } from "./conversation-state.ts";
import type { SideName } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import { Talk, type TalkParts } from "./talk.ts";

export interface TalksParts extends Omit<TalkParts, "onWord" | "onChange"> {
  readonly run: string;
  /** Which agents can talk now. */
  readonly agents: () => readonly SideName[];
  readonly listeners: (session: string) => Pick<TalkParts, "onWord" | "onChange">;
}

/** One conversation a browser session, held here while a page shows it and in the store for ever. */
export class Talks {
  readonly #talks = new Map<string, Talk>();
  readonly #beginning = new Set<string>();
  readonly #parts: TalksParts;

  constructor(parts: TalksParts) {
    this.#parts = parts;
  }

  /** The conversation that the session is in, if it has begun one with this run. */
  async of(session: string): Promise<Talk | undefined> {
    const held = this.#talks.get(session);
    if (held) return held;
    const stored = await latestConversation(this.#parts.store, session, this.#parts.run);
    return stored ? this.#hold(session, await this.#resumed(stored)) : undefined;
  }

  /** A new conversation in a new scene; the agents speak first where that is their part. */
  async begin(session: string): Promise<Talk> {
    if (this.#beginning.has(session) || this.#talks.get(session)?.view.waiting) {
      throw new Refusal("The agents are still speaking; wait for both to finish.");
    }
    this.#beginning.add(session);
    try {
      return await this.#begun(session);
    } finally {
      this.#beginning.delete(session);
    }
  }

  async #begun(session: string): Promise<Talk> {
    const { inference, store, run } = this.#parts;
    const sides = this.#parts.agents();
    if (sides.length === 0) throw new Refusal("The agents are still learning to talk; try again in a few minutes.");
    const setting = await inference.setting;
    const id = randomUUID();
    const scene = await inference.newScene(id);
    const stored = { id, session, run, agentSeat: otherSeat(setting.seats, setting.person), scene };
    await addConversation(store, stored);
    const ratings = { thumbs: new Map(), preferences: new Map() };
    const state = { stored, person: setting.person, sides, turns: [], ratings, speaking: undefined };
    const talk = this.#hold(session, state);
    if (agentsOpen(scene, setting)) await talk.open();
    else this.#parts.listeners(session).onChange(talk.view);
    return talk;
  }

  /** No page shows it any more. */
  forget(session: string): void {
    if (!this.#talks.get(session)?.view.waiting) this.#talks.delete(session);
  }

  #hold(session: string, state: ConversationState): Talk {
    const talk = new Talk(state, { ...this.#parts, ...this.#parts.listeners(session) });
    this.#talks.set(session, talk);
    return talk;
  }

  async #resumed(stored: StoredConversation): Promise<ConversationState> {
    const { store, inference, agents } = this.#parts;
    const { person } = await inference.setting;
    const turns = await turnsOf(store, stored.id);
    const spoken = agentSides.filter((side) => turns.some((turn) => turn.side === side));
    const sides = spoken.length > 0 ? spoken : agents();
    return { stored, person, sides, turns, ratings: await ratingsOf(store, stored.id), speaking: undefined };
  }
}

const agentSides = ["before", "after"] as const;
