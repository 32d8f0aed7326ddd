import { beforeAll, describe, expect, it } from "vitest";
import { startEngine } from "../../../src/nn/engine.ts";
import { gru, plainGru } from "../../../src/nn/ops/gru.ts";
import { tensor } from "../../../src/nn/tensor.ts";
import { noiseTensor } from "../gradient-check.ts";
import { differences } from "./against.ts";

beforeAll(() => startEngine("wasm"));

/** Lengths as the mask [B, T] that counts them. */
function maskOf(lengths: readonly number[], words: number): ReturnType<typeof tensor> {
  return tensor(
    Float32Array.from({ length: lengths.length * words }, (_, i) =>
      i % words < (lengths[Math.floor(i / words)] ?? 0) ? 1 : 0,
    ),
    [lengths.length, words],
  );
}

describe("the recurrent sequence", () => {
  const cases = [
    { hidden: 8, lengths: [4, 4, 4, 4], words: 4 },
    { hidden: 5, lengths: [3], words: 3 },
    { hidden: 13, lengths: [7, 1, 0, 4, 7, 2, 3], words: 7 },
    { hidden: 64, lengths: [9, 11, 3, 8, 11], words: 11 },
    { hidden: 3, lengths: [0, 0], words: 2 },
  ];
  for (const { hidden, lengths, words } of cases) {
    it(`is its definition at hidden size ${hidden} and lengths ${lengths.join(" ")}, and so are its gradients`, () => {
      const batch = lengths.length;
      const mask = maskOf(lengths, words);
      const parameters = {
        projected: noiseTensor("x", [batch, words, 3 * hidden], 2),
        start: noiseTensor("h", [batch, hidden]),
        recurrent: noiseTensor("u", [hidden, 3 * hidden], 2 / Math.sqrt(hidden)),
        bias: noiseTensor("b", [3 * hidden]),
      };
      const found = differences(
        parameters,
        (p) => ({ states: gru({ ...p, mask }) }),
        (p) => ({ states: plainGru({ ...p, mask }) }),
      );
      expect(found).toEqual([]);
    });
  }
});
