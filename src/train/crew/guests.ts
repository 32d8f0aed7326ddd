import { Agent } from "../../agent/agent.ts";
import { readFlat } from "../../agent/flat-parameters.ts";
import { dispose } from "../../nn/tensor.ts";
import type { Vocabulary } from "../../text/vocabulary.ts";
import type { Card } from "./publisher.ts";

/** As many agents as a step has: learner, reference, and a partner in each half. */
const room = 4;

/** Agents of another thread on this thread's engine. Those that were not asked for lately are let go. */
export class Guests {
  readonly #vocabularies = new Map<number, Vocabulary>();
  /** The one asked for last is the last. */
  readonly #agents = new Map<number, { readonly agent: Agent; version: number }>();

  meet(id: number, vocabulary: Vocabulary): void {
    this.#vocabularies.set(id, vocabulary);
  }

  agent(card: Card): Agent {
    const known = this.#agents.get(card.id);
    this.#agents.delete(card.id);
    const guest = known ?? { agent: this.#newAgent(card), version: card.version };
    this.#agents.set(card.id, guest);
    if (guest.version !== card.version) {
      const old = guest.agent.parameters;
      guest.agent.parameters = readFlat(card.weights, card.shape);
      guest.version = card.version;
      dispose(Object.values(old));
    }
    for (const [id, { agent }] of this.#agents) {
      if (this.#agents.size <= room) break;
      agent.dispose();
      this.#agents.delete(id);
    }
    return guest.agent;
  }

  #newAgent(card: Card): Agent {
    const vocabulary = this.#vocabularies.get(card.vocabulary);
    if (vocabulary === undefined) throw new RangeError(`agent "${card.name}" came before its vocabulary`);
    return new Agent(card.name, vocabulary, card.shape, readFlat(card.weights, card.shape));
  }
}
