import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { globalNorm, plainMoved } from "../../../src/nn/adam.ts";
import { startEngine } from "../../../src/nn/engine.ts";
import { adamKernel } from "../../../src/nn/kernels/elementwise.ts";
import { library } from "../../../src/nn/kernels/library.ts";
import { concat, splitColumns, tanh } from "../../../src/nn/ops/arithmetic.ts";
import { embed, embedBag } from "../../../src/nn/ops/embed.ts";
import { linear } from "../../../src/nn/ops/linear.ts";
import { plainSumOfArrays, sumOfArrays } from "../../../src/nn/ops/sum-of-arrays.ts";
import { intTensor } from "../../../src/nn/tensor.ts";
import { noiseTensor } from "../gradient-check.ts";
import { differences } from "./against.ts";
import { distance } from "./close.ts";

beforeAll(() => startEngine("wasm"));

const ids = (...values: number[]): tf.Tensor => intTensor(Int32Array.from(values), [values.length]);

describe("rows of a table", () => {
  it("are gathered, and their gradients summed, as the library does", () => {
    const rows = ids(4, 0, 4, 6, 4);
    expect(
      differences(
        { table: noiseTensor("t", [7, 5]) },
        ({ table }) => ({ rows: embed(table, rows) }),
        // Of one-hot rows, so that the expected gradient is a product's and no scatter of ours.
        ({ table }) => ({ rows: tf.matMul(tf.oneHot(rows, 7).toFloat() as tf.Tensor2D, table as tf.Tensor2D) }),
      ),
    ).toEqual([]);
  });

  it("are summed into places, one of them empty", () => {
    const [from, to] = [ids(1, 2, 2, 0), ids(3, 0, 3, 3)];
    const into = tf.transpose(tf.oneHot(to, 5).toFloat()) as tf.Tensor2D;
    expect(
      differences(
        { table: noiseTensor("t", [3, 6]) },
        ({ table }) => ({ sums: embedBag(table, from, to, 5) }),
        ({ table }) => ({
          sums: tf.matMul(into, tf.matMul(tf.oneHot(from, 3).toFloat() as tf.Tensor2D, table as tf.Tensor2D)),
        }),
      ),
    ).toEqual([]);
  });

  it("refuse a number that is no row, below and above, before any memory is touched", () => {
    const table = noiseTensor("t", [3, 2]);
    expect(() => embed(table, ids(0, 3))).toThrow("found 3, expected a whole number from 0 to 2");
    expect(() => embed(table, ids(-1))).toThrow(RangeError);
    expect(() => embedBag(table, ids(0), ids(4), 4)).toThrow("found 4");
  });
});

describe("matrices side by side", () => {
  /** Puts `width` columns at column `from` of 12, by a product and no copy of ours. [width, 12] */
  const placing = (from: number, width: number): tf.Tensor2D =>
    tf.oneHot(tf.range(from, from + width, 1, "int32"), 12).toFloat() as tf.Tensor2D;
  const placed = (part: tf.Tensor, from: number): tf.Tensor => tf.matMul(part, placing(from, part.shape[1] ?? 0));
  const taken = (whole: tf.Tensor, from: number, width: number): tf.Tensor =>
    tf.matMul(whole, placing(from, width), false, true);

  it("are joined, and their gradients parted", () => {
    expect(
      differences(
        { a: noiseTensor("a", [5, 3]), b: noiseTensor("b", [5, 8]), c: noiseTensor("c", [5, 1]) },
        ({ a, b, c }) => ({ all: concat([a, b, c], 1) }),
        ({ a, b, c }) => ({ all: tf.addN([placed(a, 0), placed(b, 3), placed(c, 11)]) }),
      ),
    ).toEqual([]);
  });

  it("are parted, and their gradients joined", () => {
    expect(
      differences(
        { whole: noiseTensor("whole", [5, 12]) },
        ({ whole }) => {
          const [a, b, c] = splitColumns(whole, [3, 8, 1]);
          return { a, b, c };
        },
        ({ whole }) => ({ a: taken(whole, 0, 3), b: taken(whole, 3, 8), c: taken(whole, 11, 1) }),
      ),
    ).toEqual([]);
  });

  it("are joined by the library where they are no matrices", () => {
    const [a, b] = [noiseTensor("a", [2, 3, 4]), noiseTensor("b", [2, 1, 4])];
    const joined = concat([a, b], 1);
    expect(joined.shape).toEqual([2, 4, 4]);
    expect([...tf.slice(joined, [1, 3, 0], [1, 1, 4]).dataSync()]).toEqual([...tf.slice(b, [1, 0, 0]).dataSync()]);
  });
});

describe("arrays", () => {
  it("are summed in their order, to the bit, whatever does it", () => {
    const length = 20_001; // more than two stretches
    const addends = ["a", "b", "c"].map((name) => Float32Array.from(noiseTensor(name, [length]).dataSync()));
    const [found, expected] = [sumOfArrays(addends, [length]), plainSumOfArrays(addends, [length])];
    expect([...found.dataSync()]).toEqual([...expected.dataSync()]);
  });
});

describe("a linear map", () => {
  it("is a product and a sum, and so are its gradients", () => {
    const parameters = { x: noiseTensor("x", [9, 6]), weight: noiseTensor("w", [6, 11]), bias: noiseTensor("b", [11]) };
    expect(
      differences(
        parameters,
        (p) => ({ y: linear(p.x, p.weight, p.bias) }),
        (p) => ({ y: tf.add(tf.matMul(p.x as tf.Tensor2D, p.weight as tf.Tensor2D), p.bias) }),
      ),
    ).toEqual([]);
  });
});

describe("the hyperbolic tangent", () => {
  it("is within 1e-6 from end to end, and keeps what is not a number", () => {
    const x = tf.linspace(-20, 20, 4001);
    expect(distance(tanh(x), tf.tanh(x))).toBeLessThan(1e-6);
    const edges = tanh(tf.tensor1d([-1e30, -0, 0, 1e30, Number.NaN]));
    expect([...edges.dataSync()]).toEqual([-1, 0, 0, 1, Number.NaN]);
  });

  it("has the library's gradient", () => {
    expect(
      differences(
        { x: noiseTensor("x", [3, 7], 3) },
        ({ x }) => ({ y: tanh(x) }),
        ({ x }) => ({ y: tf.tanh(x) }),
      ),
    ).toEqual([]);
  });
});

describe("Adam", () => {
  it("moves parameters and moments as its definition does", () => {
    const kernels = library();
    if (kernels === undefined) throw new Error("the wasm engine has no kernels");
    const shape = [5, 7];
    const tensors = [
      noiseTensor("p", shape),
      noiseTensor("m", shape),
      tf.square(noiseTensor("v", shape)),
      noiseTensor("g", shape, 10),
    ] as const;
    const factors = { shrink: 0.3, decay1: 0.9, decay2: 0.999, rate: 0.01, epsilon: 1e-8 };
    const [actual, expected] = [adamKernel(kernels, tensors, factors), plainMoved(tensors, factors)];
    actual.forEach((t, i) => expect(distance(t, expected[i] as tf.Tensor), `tensor ${i}`).toBeLessThan(1e-6));
  });

  it("has the length of all gradients together as their norm", () => {
    expect(globalNorm({ a: tf.tensor1d([2, 3, 6, 0, 0]), b: tf.tensor2d([[24]]) })).toBeCloseTo(25, 12);
  });
});
