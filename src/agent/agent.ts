import type { Scene } from "../dialogue/scene.ts";
import type { Seat } from "../dialogue/seat.ts";
import type { Speaker } from "../dialogue/speaker.ts";
import { parametersOf } from "../nn/gradients.ts";
import { dispose, tensor, valuesOf } from "../nn/tensor.ts";
import type { Random } from "../rng.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { prepareDecoder } from "../nn/ops/prepare-decoder.ts";
import type { Decoder } from "../nn/ops/decoder.ts";
import { Mind } from "./mind.ts";
import { type AgentParameters, decodeWeights, initialParameters, parameterShapes } from "./parameters.ts";
import type { AgentShape } from "./shape.ts";
import { Tongue } from "./tongue.ts";
import { View } from "./view.ts";

/** A dialogue agent: a vocabulary and the parameters of the one network that listens and speaks. */
export class Agent implements Speaker {
  readonly name: string;
  readonly vocabulary: Vocabulary;
  readonly shape: AgentShape;
  #parameters: AgentParameters;
  /** Prepared for the parameters as they are. */
  #decoder: Decoder | undefined;

  constructor(name: string, vocabulary: Vocabulary, shape: AgentShape, parameters: AgentParameters) {
    this.name = name;
    this.vocabulary = vocabulary;
    this.shape = shape;
    this.#parameters = parameters;
  }

  get parameters(): AgentParameters {
    return this.#parameters;
  }

  /** Learning replaces them as a whole; nobody may be speaking meanwhile. */
  set parameters(learnt: AgentParameters) {
    this.fallSilent();
    this.#parameters = learnt;
  }

  join(scenes: readonly Scene[], seat: Seat, keys: readonly number[]): Mind {
    const views = scenes.map((scene) => new View(this.vocabulary, scene, seat));
    this.#decoder ??= prepareDecoder(decodeWeights(this.#parameters, this.shape));
    return new Mind(this.vocabulary, views, new Tongue(this, this.#decoder, views, keys));
  }

  /** The same agent under another name, with parameters of its own. */
  copy(name: string): Agent {
    const copies = parametersOf(parameterShapes(this.shape).keys(), (key) => {
      const t = this.#parameters[key];
      return tensor(valuesOf(t), t.shape);
    });
    return new Agent(name, this.vocabulary, this.shape, copies);
  }

  dispose(): void {
    this.fallSilent();
    dispose(Object.values(this.#parameters));
  }

  /** Frees what was prepared for speaking, which is larger than the agent itself; it is prepared anew where the agent speaks again. */
  fallSilent(): void {
    this.#decoder?.dispose();
    this.#decoder = undefined;
  }
}

export interface NewAgent {
  readonly name: string;
  readonly vocabulary: Vocabulary;
  readonly hidden: number;
  readonly layers: 1 | 2;
  readonly temperature?: number;
  readonly random: Random;
}

/** An agent that has learnt nothing yet. */
export function newAgent({ name, vocabulary, hidden, layers, temperature = 1, random }: NewAgent): Agent {
  const shape = { hidden, layers, vocabulary: vocabulary.size, fields: vocabulary.fields.length + 1, temperature };
  return new Agent(name, vocabulary, shape, initialParameters(shape, random));
}
