import { expect, test } from "vitest";
import { at } from "../src/at.ts";

test("gives the element, an undefined one too", () => {
  expect(at(["a", "b"], 1)).toBe("b");
  expect(at(Float32Array.of(0.5), 0)).toBe(0.5);
  expect(at([undefined], 0)).toBeUndefined();
});

test.each([-1, 2, 0.5, Number.NaN])("throws where there is no element %d", (index) => {
  expect(() => at(["a", "b"], index)).toThrow(`no element ${index} in a list of 2`);
});
