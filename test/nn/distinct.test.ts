import { describe, expect, it } from "vitest";
import { distinct } from "../../src/nn/ops/distinct.ts";

describe("distinct rows", () => {
  it("come in the order of their first occurrence, and every row finds its own", () => {
    const [words, fields] = [Int32Array.of(5, 7, 5, 5, 7), Int32Array.of(1, 1, 1, 2, 1)];
    const { columns, index } = distinct(words, fields);
    expect(columns.map((column) => [...column])).toEqual([
      [5, 7, 5],
      [1, 1, 2],
    ]);
    expect([...index]).toEqual([0, 1, 0, 2, 1]);
  });

  it("are not confused where their digits run together", () => {
    expect(distinct(Int32Array.of(1, 11), Int32Array.of(11, 1)).index).toEqual(Int32Array.of(0, 1));
  });

  it("are none of none", () => {
    expect(distinct(new Int32Array(0)).index).toHaveLength(0);
  });
});
