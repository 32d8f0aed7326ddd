/** How an agent comes by its next words. */
import { at } from "../at.ts";
import type { Decoder, DrawnWords, HeardWords, Knowledge, Streams } from "../nn/ops/decoder.ts";
import { dispose, tidy } from "../nn/tensor.ts";
import { type Random, random } from "../rng.ts";
import type { Policy } from "./parameters.ts";
import { factBlock } from "./block.ts";
import { FactReadings } from "./fact-readings.ts";
import { begin, know } from "./network.ts";
import type { Place, View } from "./view.ts";

/** A place just heard, of one row. */
export interface HeardPlace {
  readonly row: number;
  readonly place: Place;
}

export interface Sampled {
  readonly word: number;
  /** Under the whole mixture, in nats. */
  readonly logProb: number;
  /** The share of each source in the word's probability; sums to 1. */
  readonly shares: ArrayLike<number>;
}

/** Draws exactly from the policy: what is recorded is what training scores. */
export class Tongue {
  readonly #agent: Policy;
  readonly #views: readonly View[];
  readonly #randoms: readonly Random[];
  readonly #streams: Streams;
  #factWords: number;

  constructor(agent: Policy, decoder: Decoder, views: readonly View[], keys: readonly number[]) {
    this.#agent = agent;
    this.#views = views;
    this.#randoms = keys.map((key) => random(key));
    const facts = factBlock(views.map(({ memory }) => memory.words));
    this.#factWords = facts.factWords;
    const memory = tidy(() => {
      const { states, knownKeys } = begin(agent.parameters, facts, agent.shape.layers);
      return [knownKeys, ...states];
    });
    const [keysOfFacts, states] = [at(memory, 0), memory.slice(1)];
    this.#streams = decoder.begin(states, { keys: keysOfFacts, words: facts.words });
    dispose(memory);
  }

  /** Words that others said, at most one a row. */
  hear(heard: readonly HeardPlace[]): void {
    this.#streams.hear(heardWords(heard));
  }

  /** Hears a word of each row, and draws the next. */
  speak(heard: readonly HeardPlace[]): readonly Sampled[] {
    const readings = new FactReadings(heard.length, this.#factWords);
    heard.forEach(({ row, place }, n) => {
      readings.set(n, place.trace, this.#views[row]?.memory.words ?? [], place.at);
    });
    const { siblingBuckets, selfBuckets, present } = readings;
    const known = { siblingBuckets, selfBuckets, present };
    const drawn = this.#streams.speak({ ...heardWords(heard), ...known, uniforms: this.#draw(heard) });
    return heard.map((_, n) => sampledAt(drawn, n, heard.length));
  }

  /** Facts came or went. */
  know(): void {
    const facts = factBlock(this.#views.map(({ memory }) => memory.words));
    this.#factWords = facts.factWords;
    const { keys } = tidy(() => ({ keys: know(this.#agent.parameters, facts).keys }));
    const knowledge: Knowledge = { keys, words: facts.words };
    this.#streams.know(knowledge);
    dispose([keys]);
  }

  /** The top layer's state of each of these rows, [H]. */
  states(rows: readonly number[]): readonly Float32Array[] {
    return this.#streams.states(rows);
  }

  dispose(): void {
    this.#streams.dispose();
  }

  /** Two numbers for every word, whatever source it comes from. */
  #draw(heard: readonly HeardPlace[]): Float32Array {
    const uniforms = new Float32Array(2 * heard.length);
    heard.forEach(({ row }, n) => {
      const stream = this.#randoms[row];
      if (stream === undefined) throw new RangeError(`no random stream for row ${row} of ${this.#randoms.length}`);
      uniforms[2 * n] = stream.next();
      uniforms[2 * n + 1] = stream.next();
    });
    return uniforms;
  }
}

function heardWords(heard: readonly HeardPlace[]): HeardWords {
  const [places, words] = [new Int32Array(heard.length), new Int32Array(heard.length)];
  const [tagFields, tagRows]: [number[], number[]] = [[], []];
  heard.forEach(({ row, place }, n) => {
    places[n] = row;
    words[n] = place.input;
    for (const field of place.tags) {
      tagFields.push(field);
      tagRows.push(n);
    }
  });
  return { places, words, tagFields: Int32Array.from(tagFields), tagRows: Int32Array.from(tagRows) };
}

function sampledAt({ words, logProbs, shares }: DrawnWords, n: number, rows: number): Sampled {
  const count = shares.length / rows;
  return {
    word: words[n] ?? 0,
    logProb: logProbs[n] ?? Number.NaN,
    shares: shares.subarray(n * count, (n + 1) * count),
  };
}
