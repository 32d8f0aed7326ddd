import { beforeAll, describe, expect, it } from "vitest";
import { startEngine } from "../../../src/nn/engine.ts";
import { FusedDecoder } from "../../../src/nn/kernels/decode.ts";
import { library, type Library } from "../../../src/nn/kernels/library.ts";
import type { Decoder, DecodeWeights, HeardWords, SpeakingWords, Streams } from "../../../src/nn/ops/decoder.ts";
import { PlainDecoder } from "../../../src/nn/ops/plain-decoder.ts";
import { tensorMemory } from "../../../src/nn/tensor.ts";
import { randomFrom } from "../../../src/rng.ts";
import { noiseTensor } from "../gradient-check.ts";

beforeAll(() => startEngine("wasm"));

function kernels(): Library {
  const found = library();
  if (found === undefined) throw new Error("the wasm engine has no kernels");
  return found;
}

interface Size {
  readonly hidden: number;
  readonly vocabulary: number;
  readonly layers: 1 | 2;
  readonly batch: number;
  readonly facts: number;
}

const heads = 2;
const [siblingKinds, selfKinds, fields] = [6, 3, 5];

function weights({ hidden, vocabulary, layers }: Size): DecodeWeights {
  const matrix = (label: string, inputs: number, outputs: number) =>
    noiseTensor(label, [inputs, outputs], 2 / Math.sqrt(inputs));
  const linear = (label: string, inputs: number, outputs: number) => ({
    weight: matrix(label, inputs, outputs),
    bias: noiseTensor(`${label} bias`, [outputs]),
  });
  const z = (2 + heads) * hidden;
  return {
    embedding: noiseTensor("embedding", [vocabulary, hidden], 2 / Math.sqrt(hidden)),
    tag: noiseTensor("tag", [fields, hidden], 1 / Math.sqrt(hidden)),
    layers: Array.from({ length: layers }, (_, i) => {
      const recurrent = linear(`recurrent ${i}`, hidden, 3 * hidden);
      return {
        ...linear(`layer ${i}`, hidden, 3 * hidden),
        recurrentWeight: recurrent.weight,
        recurrentBias: recurrent.bias,
      };
    }),
    saidQuery: matrix("said query", hidden, hidden),
    saidKey: matrix("said key", 2 * hidden, hidden),
    knownQuery: matrix("known query", hidden, hidden),
    sinceSibling: linear("sibling", hidden, siblingKinds),
    sinceSelf: linear("self", hidden, selfKinds),
    mix: linear("mix", z, hidden),
    gate: linear("gate", z, 2 + heads),
    vocabularyBias: noiseTensor("bias", [vocabulary]),
    temperature: 0.7,
    heads,
  };
}

/** Forty steps in which streams hear or speak, some of them at a time, each hearing what it said. */
function conversation(decoder: Decoder, { hidden, vocabulary, layers, batch, facts }: Size) {
  const random = randomFrom(3, "conversation");
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const many = (count: number, limit: number): Int32Array => Int32Array.from({ length: count }, () => below(limit));
  const states = Array.from({ length: layers }, (_, i) => noiseTensor(`state ${i}`, [batch, hidden]));
  const knowledge = (label: string, count: number) => ({
    keys: noiseTensor(label, [batch, count, hidden]),
    words: many(batch * count, vocabulary),
  });
  const streams: Streams = decoder.begin(states, knowledge("first", facts));
  const log: { words: number[]; logProbs: number[]; shares: number[]; states: number[] }[] = [];
  let next = many(batch, vocabulary);
  let known = facts;
  for (let step = 0; step < 40; step++) {
    const places = Int32Array.from(Array.from({ length: batch }, (_, b) => b).filter(() => below(4) > 0));
    if (places.length === 0) continue;
    const tags = below(4);
    const heard: HeardWords = {
      places,
      words: places.map((place) => next[place] ?? 0),
      tagFields: many(tags, fields),
      tagRows: many(tags, places.length),
    };
    if (step === 20) streams.know(knowledge("second", (known = facts + 3)));
    if (step % 5 === 4) streams.hear(heard);
    else {
      const slots = places.length * known;
      const speaking: SpeakingWords = {
        ...heard,
        siblingBuckets: many(slots, siblingKinds),
        selfBuckets: many(slots, selfKinds),
        // The first of the rows knows nothing.
        present: many(slots, 2).map((flag, i) => (i < known ? 0 : flag)),
        uniforms: Float32Array.from({ length: 2 * places.length }, () => random.next()),
      };
      const drawn = streams.speak(speaking);
      const states = streams.states([...places]).flatMap((state) => [...state]);
      log.push({ words: [...drawn.words], logProbs: [...drawn.logProbs], shares: [...drawn.shares], states });
      next = Int32Array.from(next);
      places.forEach((place, n) => (next[place] = drawn.words[n] ?? 0));
    }
  }
  streams.dispose();
  return log;
}

describe("decoding word by word", () => {
  const sizes: readonly Size[] = [
    { hidden: 8, vocabulary: 24, layers: 1, batch: 4, facts: 4 },
    { hidden: 10, vocabulary: 37, layers: 2, batch: 7, facts: 5 },
    { hidden: 64, vocabulary: 301, layers: 1, batch: 9, facts: 13 },
    { hidden: 6, vocabulary: 11, layers: 2, batch: 1, facts: 1 },
  ];
  for (const size of sizes) {
    it(`draws the same words with the same probability as its definition: ${JSON.stringify(size)}`, () => {
      const parameters = weights(size);
      const fused = new FusedDecoder(kernels(), parameters);
      const actual = conversation(fused, size);
      const expected = conversation(new PlainDecoder(parameters), size);
      expect(actual.length).toBeGreaterThan(10);
      expect(actual.map(({ words }) => words)).toEqual(expected.map(({ words }) => words));
      actual.forEach(({ logProbs, shares, states }, step) => {
        expect(states).toHaveLength(expected[step]?.states.length ?? -1);
        states.forEach((x, n) => expect(x).toBeCloseTo(expected[step]?.states[n] ?? Number.NaN, 5));
        logProbs.forEach((p, n) => expect(p).toBeCloseTo(expected[step]?.logProbs[n] ?? Number.NaN, 4));
        shares.forEach((share, n) => expect(share).toBeCloseTo(expected[step]?.shares[n] ?? Number.NaN, 5));
      });
      fused.dispose();
    });
  }

  it("frees all that it took", () => {
    const size = sizes[1] as Size;
    const parameters = weights(size);
    for (const make of [() => new FusedDecoder(kernels(), parameters), () => new PlainDecoder(parameters)]) {
      const before = tensorMemory().count;
      const decoder = make();
      const streams = decoder.begin([noiseTensor("a", [2, 10]), noiseTensor("b", [2, 10])], {
        keys: noiseTensor("k", [2, 3, 10]),
        words: new Int32Array(6),
      });
      for (let t = 0; t < 70; t++) {
        const words = Int32Array.of(1);
        streams.hear({ places: Int32Array.of(t % 2), words, tagFields: new Int32Array(0), tagRows: new Int32Array(0) });
      }
      streams.dispose();
      decoder.dispose();
      expect(tensorMemory().count - before).toBe(3); // the caller's states and keys
    }
  });

  it("refuses a stream, a word or a tag that is not there", () => {
    const size = sizes[0] as Size;
    const decoder = new FusedDecoder(kernels(), weights(size));
    const streams = decoder.begin([noiseTensor("a", [1, 8])], {
      keys: noiseTensor("k", [1, 1, 8]),
      words: new Int32Array(1),
    });
    const none = new Int32Array(0);
    const hear = (place: number, word: number): void =>
      streams.hear({ places: Int32Array.of(place), words: Int32Array.of(word), tagFields: none, tagRows: none });
    expect(() => hear(1, 0)).toThrow("place of a stream: found 1");
    expect(() => hear(0, 24)).toThrow("word: found 24, expected a whole number from 0 to 23");
  });
});
