import { beforeAll, describe, expect, it } from "vitest";
import { startEngine } from "../../../src/nn/engine.ts";
import { valueAndGradients } from "../../../src/nn/gradients.ts";
import { multiply, scale } from "../../../src/nn/ops/arithmetic.ts";
import { objective, plainObjective } from "../../../src/nn/ops/objective.ts";
import { valuesOf } from "../../../src/nn/tensor.ts";
import { gradientError, noise, noiseTensor } from "../gradient-check.ts";
import { differences } from "./against.ts";

beforeAll(() => startEngine("wasm"));

function sample(rows: number, hidden: number, vocabulary: number, pointers: number) {
  return {
    parameters: {
      mixed: noiseTensor("m", [rows, hidden], 2),
      embedding: noiseTensor("e", [vocabulary, hidden]),
      bias: noiseTensor("c", [vocabulary], 2),
      gateLogits: noiseTensor("g", [rows, 1 + pointers], 3),
      pointed: scale(multiply(noiseTensor("p", [rows, pointers]), noiseTensor("p", [rows, pointers])), 0.3),
    },
    targets: Int32Array.from(noise("t", rows), (x) => Math.floor(((x + 1) / 2) * vocabulary)),
    weights: { logProbs: noise("w", rows), entropy: noise("h", rows).map((x) => Math.max(0, x)) },
  };
}

describe("a weighted sum of log-probabilities and entropies", () => {
  for (const [rows, hidden, vocabulary, pointers] of [
    [1, 4, 8, 1],
    [5, 7, 13, 3],
    [259, 6, 301, 2],
  ] as const) {
    it(`is its definition for ${rows} rows, and so are scores and gradients`, () => {
      const { parameters, targets, weights } = sample(rows, hidden, vocabulary, pointers);
      const found = differences(
        parameters,
        // Three times, so that the gradient of what comes after is not 1.
        (p) => ({ value: scale(objective({ ...p, targets }, weights).value, 3) }),
        (p) => ({ value: scale(plainObjective({ ...p, targets }, weights).value, 3) }),
      );
      expect(found).toEqual([]);
      const [fused, plain] = [objective, plainObjective].map((op) => op({ ...parameters, targets }, weights));
      for (const score of ["logProbs", "entropy"] as const) {
        fused?.[score].forEach((x, n) => expect(x).toBeCloseTo(plain?.[score][n] ?? Number.NaN, 4));
      }
    });
  }

  it("has finite scores and gradients where a logit is far above the others and the target is not it", () => {
    const { parameters, targets, weights } = sample(2, 4, 5, 1);
    const far = { ...parameters, mixed: scale(parameters.mixed, 1000), pointed: scale(parameters.pointed, 0) };
    const { value, gradients } = valueAndGradients(far, (p) => objective({ ...p, targets }, weights).value);
    for (const t of [value, ...Object.values(gradients)]) expect([...valuesOf(t)].every(Number.isFinite)).toBe(true);
  });

  it("has the gradient of finite differences", () => {
    const { parameters, targets, weights } = sample(3, 4, 6, 2);
    expect(gradientError(parameters, (p) => objective({ ...p, targets }, weights).value)).toBeLessThan(1e-3);
  });
});
