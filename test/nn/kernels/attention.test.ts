import { beforeAll, describe, expect, it } from "vitest";
import { startEngine } from "../../../src/nn/engine.ts";
import { knownAttention, plainKnownAttention } from "../../../src/nn/ops/known-attention.ts";
import { plainPointed, pointed } from "../../../src/nn/ops/pointed.ts";
import { plainSaidAttention, saidAttention } from "../../../src/nn/ops/said-attention.ts";
import { valuesOf } from "../../../src/nn/tensor.ts";
import { noise, noiseTensor } from "../gradient-check.ts";
import { differences } from "./against.ts";

beforeAll(() => startEngine("wasm"));

/** Whole numbers in [0, below), the same at every run. */
function draws(label: string, count: number, below: number): Int32Array {
  return Int32Array.from(noise(label, count), (x) => Math.floor(((x + 1) / 2) * below));
}

describe("attention over the words said", () => {
  const sizes = [
    { batch: 1, length: 1, capacity: 1, hidden: 2, heads: 2 },
    { batch: 2, length: 5, capacity: 9, hidden: 6, heads: 2 },
    { batch: 3, length: 71, capacity: 71, hidden: 20, heads: 2 },
    { batch: 2, length: 33, capacity: 40, hidden: 9, heads: 3 },
  ];
  for (const size of sizes) {
    it(`is its definition for ${JSON.stringify(size)}, and so are its gradients`, () => {
      const { batch, length, capacity, hidden, heads } = size;
      const behind = draws("behind", batch * length, capacity);
      const visible = behind.map((_, i) =>
        Math.max(1, Math.min(capacity, (i % length) + 1 + (capacity - length) - ((behind[i] ?? 0) % 3))),
      );
      const parameters = {
        queries: noiseTensor("q", [batch, length, hidden], 2),
        keys: noiseTensor("k", [batch, capacity, hidden], 2),
        values: noiseTensor("v", [batch, capacity, hidden]),
      };
      expect(
        differences(
          parameters,
          (p) => ({ ...saidAttention({ ...p, visible, heads }) }),
          (p) => ({ ...plainSaidAttention({ ...p, visible, heads }) }),
        ),
      ).toEqual([]);
    });
  }

  it("gives words that are not visible no weight, whatever lies there", () => {
    const keys = noiseTensor("k", [1, 3, 2], 1e6);
    const visible = Int32Array.from([1]);
    const { weights } = saidAttention({ queries: noiseTensor("q", [1, 1, 2]), keys, values: keys, visible, heads: 2 });
    expect([...valuesOf(weights)]).toEqual([1, 0, 0, 1, 0, 0]);
  });
});

describe("attention over facts", () => {
  const sizes = [
    { batch: 1, length: 1, facts: 1, hidden: 3, kinds: [2, 1] },
    { batch: 2, length: 7, facts: 13, hidden: 6, kinds: [24, 12] },
    { batch: 3, length: 40, facts: 41, hidden: 20, kinds: [24, 12] },
  ] as const;
  for (const size of sizes) {
    it(`is its definition for ${JSON.stringify(size)}, and so are its gradients`, () => {
      const { batch, length, facts, hidden, kinds } = size;
      const count = batch * length * facts;
      const places = {
        siblingBuckets: draws("sibling", count, kinds[0]),
        selfBuckets: draws("self", count, kinds[1]),
        // Two words of three are known; of the first row of the batch, none.
        present: draws("present", count, 3).map((x, i) => (x > 0 && (batch === 1 || i >= length * facts) ? 1 : 0)),
      };
      const parameters = {
        queries: noiseTensor("q", [batch, length, hidden], 2),
        keys: noiseTensor("k", [batch, facts, hidden], 2),
        values: noiseTensor("v", [batch, facts, hidden]),
        siblingBias: noiseTensor("b", [batch, length, kinds[0]], 3),
        selfBias: noiseTensor("c", [batch, length, kinds[1]], 3),
      };
      expect(
        differences(
          parameters,
          (p) => ({ ...knownAttention({ ...p, ...places }) }),
          (p) => ({ ...plainKnownAttention({ ...p, ...places }) }),
        ),
      ).toEqual([]);
    });
  }
});

describe("what pointers give a target", () => {
  it("is its definition, and so is its gradient", () => {
    const [batch, heads, length, capacity] = [3, 2, 5, 11];
    const words = draws("words", batch * capacity, 4);
    const targets = draws("targets", batch * length, 5); // the last one occurs nowhere
    expect(
      differences(
        { weights: noiseTensor("w", [batch, heads, length, capacity]) },
        ({ weights }) => ({ pointed: pointed(weights, words, targets) }),
        ({ weights }) => ({ pointed: plainPointed(weights, words, targets) }),
      ),
    ).toEqual([]);
  });
});
