import { beforeAll, describe, expect, it } from "vitest";
import { startEngine } from "../../src/nn/engine.ts";
import { intTensor, tensor, valuesOf, type Tensor } from "../../src/nn/tensor.ts";
import { multiply, reshape, rows, sum, tanh, add } from "../../src/nn/ops/arithmetic.ts";
import { embed, embedBag } from "../../src/nn/ops/embed.ts";
import { gru } from "../../src/nn/ops/gru.ts";
import { knownAttention } from "../../src/nn/ops/known-attention.ts";
import { linear } from "../../src/nn/ops/linear.ts";
import { objective } from "../../src/nn/ops/objective.ts";
import { pointed } from "../../src/nn/ops/pointed.ts";
import { saidAttention } from "../../src/nn/ops/said-attention.ts";
import { gradientError, noiseTensor } from "./gradient-check.ts";

beforeAll(() => startEngine("wasm"));

const bound = 1e-3;

/** A scalar that depends on every element of an op's result, each in its own way. */
function probe(label: string, result: Tensor): Tensor {
  return sum(multiply(tanh(result), noiseTensor(`probe-${label}`, result.shape)));
}

describe("gradients agree with finite differences", () => {
  it("of a linear map", () => {
    const parameters = {
      x: noiseTensor("x", [5, 3]),
      weight: noiseTensor("w", [3, 7]),
      bias: noiseTensor("b", [7]),
    };
    expect(gradientError(parameters, (p) => probe("linear", linear(p.x, p.weight, p.bias)))).toBeLessThan(bound);
  });

  it("of an embedding with a word that occurs twice", () => {
    const ids = intTensor(Int32Array.from([1, 4, 1]), [3]);
    expect(gradientError({ table: noiseTensor("t", [5, 4]) }, (p) => probe("embed", embed(p.table, ids)))).toBeLessThan(
      bound,
    );
  });

  it("of a bag of embeddings with an empty place", () => {
    const ids = intTensor(Int32Array.from([1, 0, 1]), [3]);
    const rows = intTensor(Int32Array.from([0, 0, 3]), [3]);
    const table = noiseTensor("t", [2, 4]);
    expect(gradientError({ table }, (p) => probe("bag", embedBag(p.table, ids, rows, 4)))).toBeLessThan(bound);
  });

  it("of a recurrent sequence whose rows end at different words", () => {
    const mask = tensor(Float32Array.from([1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0]), [3, 4]);
    const parameters = {
      projected: noiseTensor("x", [3, 4, 15]),
      start: noiseTensor("h", [3, 5]),
      recurrent: noiseTensor("u", [5, 15]),
      bias: noiseTensor("b", [15]),
    };
    expect(gradientError(parameters, (p) => probe("gru", gru({ ...p, mask })))).toBeLessThan(bound);
  });

  it("of the attention over words said, read and weights", () => {
    const visible = Int32Array.from([2, 3, 4, 1, 2, 3]);
    const parameters = {
      queries: noiseTensor("q", [2, 3, 6]),
      keys: noiseTensor("k", [2, 5, 6]),
      values: noiseTensor("v", [2, 5, 6]),
    };
    const loss = (p: typeof parameters): Tensor => {
      const { weights, read } = saidAttention({ ...p, visible, heads: 2 });
      return add(probe("weights", weights), probe("read", read));
    };
    expect(gradientError(parameters, loss)).toBeLessThan(bound);
  });

  it("of the attention over facts, with a row that knows nothing", () => {
    const parameters = {
      queries: noiseTensor("q", [2, 2, 6]),
      keys: noiseTensor("k", [2, 3, 6]),
      values: noiseTensor("v", [2, 3, 6]),
      siblingBias: noiseTensor("b", [2, 2, 4]),
      selfBias: noiseTensor("c", [2, 2, 2]),
    };
    const buckets = {
      siblingBuckets: Int32Array.from([0, 3, 3, 1, 1, 2, 0, 0, 0, 0, 0, 0]),
      selfBuckets: Int32Array.from([0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
      present: Int32Array.from([1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0]),
    };
    const loss = (p: typeof parameters): Tensor => {
      const { weights, read } = knownAttention({ ...p, ...buckets });
      return add(probe("weights", weights), probe("read", read));
    };
    expect(gradientError(parameters, loss)).toBeLessThan(bound);
  });

  it("of the pointer mixture, log-probability and entropy", () => {
    const parameters = {
      mixed: noiseTensor("m", [3, 4]),
      embedding: noiseTensor("e", [6, 4]),
      bias: noiseTensor("c", [6]),
      gateLogits: noiseTensor("g", [3, 3]),
      weights: noiseTensor("p", [1, 2, 3, 4]),
    };
    const words = Int32Array.from([0, 5, 2, 5]);
    const targets = Int32Array.from([5, 1, 2]);
    const weighing = { logProbs: Float32Array.from([1, -2, 0.5]), entropy: Float32Array.from([0.3, 0, 1]) };
    const loss = (p: typeof parameters): Tensor => {
      const toTargets = reshape(pointed(multiply(p.weights, p.weights), words, targets), [3, 2]);
      return objective({ ...p, pointed: toTargets, targets }, weighing).value;
    };
    expect(gradientError(parameters, loss)).toBeLessThan(bound);
  });
});

describe("attention over facts", () => {
  it("gives a row that knows nothing no weight at all", () => {
    const { weights, read } = knownAttention({
      queries: noiseTensor("q", [1, 1, 2]),
      keys: noiseTensor("k", [1, 2, 2]),
      values: noiseTensor("v", [1, 2, 2]),
      siblingBias: noiseTensor("b", [1, 1, 2]),
      selfBias: noiseTensor("c", [1, 1, 2]),
      siblingBuckets: Int32Array.from([0, 0]),
      selfBuckets: Int32Array.from([0, 0]),
      present: Int32Array.from([0, 0]),
    });
    expect([...valuesOf(weights), ...valuesOf(read)]).toEqual([0, 0, 0, 0]);
  });
});

describe("rows of a matrix", () => {
  it("have a gradient at their own place only", () => {
    const loss = (p: { readonly a: Tensor }): Tensor => probe("rows", rows(p.a, 1, 3));
    expect(gradientError({ a: noiseTensor("a", [4, 3]) }, loss)).toBeLessThan(bound);
  });
});
