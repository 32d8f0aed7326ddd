import { beforeAll, describe, expect, it } from "vitest";
import { startEngine } from "../../../src/nn/engine.ts";
import { mixture, plainMixture } from "../../../src/nn/ops/mixture.ts";
import { multiply, scale } from "../../../src/nn/ops/arithmetic.ts";
import { valuesOf } from "../../../src/nn/tensor.ts";
import { noise, noiseTensor } from "../gradient-check.ts";
import { distance } from "./close.ts";

beforeAll(() => startEngine("wasm"));

interface Size {
  readonly rows: number;
  readonly hidden: number;
  readonly vocabulary: number;
  readonly pointers: number;
}

function sample({ rows, hidden, vocabulary, pointers }: Size) {
  const parameters = {
    mixed: noiseTensor("m", [rows, hidden], 2),
    embedding: noiseTensor("e", [vocabulary, hidden]),
    bias: noiseTensor("c", [vocabulary], 2),
    gateLogits: noiseTensor("g", [rows, 1 + pointers], 3),
    pointed: scale(multiply(noiseTensor("p", [rows, pointers]), noiseTensor("p", [rows, pointers])), 0.3),
  };
  const targets = Int32Array.from(noise("t", rows), (x) => Math.floor(((x + 1) / 2) * vocabulary));
  return { parameters, targets };
}

describe("the pointer mixture", () => {
  const sizes: readonly Size[] = [
    { rows: 1, hidden: 4, vocabulary: 8, pointers: 1 },
    { rows: 5, hidden: 7, vocabulary: 13, pointers: 3 },
    { rows: 67, hidden: 16, vocabulary: 301, pointers: 3 },
    { rows: 259, hidden: 5, vocabulary: 2, pointers: 2 },
  ];
  for (const size of sizes) {
    it(`is its definition for ${JSON.stringify(size)}`, () => {
      const { parameters, targets } = sample(size);
      const [actual, expected] = [mixture, plainMixture].map((op) => op({ ...parameters, targets }));
      if (actual === undefined || expected === undefined) throw new Error("nothing to compare");
      expect(distance(actual.logProbs, expected.logProbs)).toBeLessThan(1e-5);
      expect(distance(actual.entropy, expected.entropy)).toBeLessThan(1e-5);
    });
  }

  it("does not hide that a weight is not a number", () => {
    const { parameters, targets } = sample({ rows: 3, hidden: 4, vocabulary: 9, pointers: 1 });
    const { logProbs, entropy } = mixture({ ...parameters, bias: scale(parameters.bias, Number.NaN), targets });
    expect([...valuesOf(logProbs), ...valuesOf(entropy)]).toEqual(Array.from({ length: 6 }, () => Number.NaN));
  });
});
