import { expect, test } from "vitest";
import { engineLine } from "../../src/commands/engine-line.ts";

test("says what computes, and where to read more", () => {
  expect(engineLine("wasm", 2, "wide")).toBe("computing with wasm in 2 threads; duologue doctor tells more");
  expect(engineLine("wasm", 1, "plain")).toBe("computing with wasm in one thread; duologue doctor tells more");
  expect(engineLine("tensorflow", 1)).toContain("tensorflow");
  expect(engineLine("cpu", 2)).toContain("slow");
});
