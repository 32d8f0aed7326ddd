/** How an agent comes by its next words: by its policy exactly, or for a chat by a narrower one. */
import { at } from "../at.ts";
import type { Decoder, DrawnWords, HeardWords, Knowledge, Streams } from "../nn/ops/decoder.ts";
import { dispose, tidy } from "../nn/tensor.ts";
import { type Random, random } from "../rng.ts";
import type { Policy } from "./parameters.ts";
import { factBlock } from "./block.ts";
import { sourcesAt } from "./distribution.ts";
import { FactReadings } from "./fact-readings.ts";
import { begin, know } from "./network.ts";
import { type Sampled, sampleTruncated, type Truncation } from "./sample.ts";
import type { Place, View } from "./view.ts";

/** A place just heard, of one row. */
export interface HeardPlace {
  readonly row: number;
  readonly place: Place;
}

export interface Tongue {
  /** Words that others said, at most one a row. */
  hear(heard: readonly HeardPlace[]): void;
  /** Hears a word of each row, and draws the next. */
  speak(heard: readonly HeardPlace[]): readonly Sampled[];
  /** Facts came or went. */
  know(): void;
  /** The top layer's state of each of these rows, [H]; none from a tongue that does not follow them word by word. */
  states(rows: readonly number[]): readonly Float32Array[];
  dispose(): void;
}

/** Draws exactly from the policy: what is recorded is what training scores. */
export class ExactTongue implements Tongue {
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

  hear(heard: readonly HeardPlace[]): void {
    this.#streams.hear(heardWords(heard));
  }

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

  know(): void {
    const facts = factBlock(this.#views.map(({ memory }) => memory.words));
    this.#factWords = facts.factWords;
    const { keys } = tidy(() => ({ keys: know(this.#agent.parameters, facts).keys }));
    const knowledge: Knowledge = { keys, words: facts.words };
    this.#streams.know(knowledge);
    dispose([keys]);
  }

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

/** Draws from the top of the distribution. Reads the whole stream anew for every word: a chat has few rows. */
export class TruncatedTongue implements Tongue {
  readonly #agent: Policy;
  readonly #views: readonly View[];
  readonly #randoms: readonly Random[];
  readonly #truncation: Truncation;

  constructor(agent: Policy, truncation: Truncation, views: readonly View[], keys: readonly number[]) {
    this.#agent = agent;
    this.#views = views;
    this.#randoms = keys.map((key) => random(key));
    this.#truncation = truncation;
  }

  hear(): void {}

  speak(heard: readonly HeardPlace[]): readonly Sampled[] {
    const views = heard.flatMap(({ row }) => this.#views[row] ?? []);
    const spots = views.map(({ places }, row) => ({ row, place: places.length - 1 }));
    return sourcesAt(this.#agent, views, spots).map((sources, n) => {
      const [view, stream] = [views[n], this.#randoms[heard[n]?.row ?? 0]];
      if (view === undefined || stream === undefined) throw new RangeError(`no random stream for place ${n}`);
      return sampleTruncated(sources, stream, this.#truncation, (word) => view.slots.isBound(word));
    });
  }

  know(): void {}

  states(): readonly Float32Array[] {
    return [];
  }

  dispose(): void {}
}
