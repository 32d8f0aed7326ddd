import type { Agent } from "../../agent/agent.ts";
import { parameterCount, writeFlat } from "../../agent/flat-parameters.ts";
import type { AgentParameters } from "../../agent/parameters.ts";
import type { AgentShape } from "../../agent/shape.ts";
import type { Vocabulary } from "../../text/vocabulary.ts";

/** What stands for an agent on the way to another thread. */
export interface Card {
  readonly id: number;
  /** Another one where the weights have changed. */
  readonly version: number;
  readonly name: string;
  readonly shape: AgentShape;
  /** The id under which the other threads were told of its vocabulary. */
  readonly vocabulary: number;
  readonly weights: Float32Array; // flat, shared
}

interface Published {
  readonly card: Card;
  readonly parameters: AgentParameters;
}

/** Agents' weights in shared memory, copied there where they have changed: nobody may be working with them then. */
export class Publisher {
  readonly #agents = new WeakMap<Agent, Published>();
  readonly #vocabularies = new WeakMap<Vocabulary, number>();
  readonly #tell: (vocabulary: Vocabulary, id: number) => void;
  #ids = 0;

  /** `tell` makes a vocabulary known to all threads, once. */
  constructor(tell: (vocabulary: Vocabulary, id: number) => void) {
    this.#tell = tell;
  }

  card(agent: Agent): Card {
    const last = this.#agents.get(agent);
    if (last?.parameters === agent.parameters) return last.card;
    const card = last === undefined ? this.#newCard(agent) : { ...last.card, version: last.card.version + 1 };
    writeFlat(agent.parameters, agent.shape, card.weights);
    this.#agents.set(agent, { card, parameters: agent.parameters });
    return card;
  }

  #newCard({ name, shape, vocabulary }: Agent): Card {
    const weights = new Float32Array(new SharedArrayBuffer(parameterCount(shape) * Float32Array.BYTES_PER_ELEMENT));
    return { id: this.#ids++, version: 0, name, shape, vocabulary: this.#idOf(vocabulary), weights };
  }

  #idOf(vocabulary: Vocabulary): number {
    const known = this.#vocabularies.get(vocabulary);
    if (known !== undefined) return known;
    const id = this.#ids++;
    this.#vocabularies.set(vocabulary, id);
    this.#tell(vocabulary, id);
    return id;
  }
}
