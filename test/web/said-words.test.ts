import { describe, expect, it } from "vitest";
import type { Word } from "../../src/chat/protocol.ts";
import { sourceOf, stretches } from "../../web/talk/stretches.ts";

function word(text: string, own: number, repeated: number, lookedUp: number): Word {
  return { text, own, repeated, lookedUp };
}

describe("where a word came from", () => {
  it("is the greatest of its three shares", () => {
    expect(sourceOf(word("a", 0.6, 0.3, 0.1))).toBe("own");
    expect(sourceOf(word("a", 0.3, 0.6, 0.1))).toBe("repeated");
    expect(sourceOf(word("a", 0.3, 0.1, 0.6))).toBe("looked-up");
  });

  it("is not told of a mark", () => {
    expect(sourceOf(word(".", 0, 0, 1))).toBe("own");
    expect(sourceOf(word(" (", 0, 1, 0))).toBe("own");
    expect(sourceOf(word(" 4", 0, 1, 0))).toBe("repeated");
    expect(sourceOf(word(" été", 0, 0, 1))).toBe("looked-up");
  });

  it("is told once for neighbours that came from the same place, and no word is lost", () => {
    const words = [word("One", 1, 0, 0), word(" flat", 0, 1, 0), word(" white", 0, 0.9, 0.1), word(", four", 0, 0, 1)];
    expect(stretches(words)).toEqual([
      { source: "own", text: "One" },
      { source: "repeated", text: " flat white" },
      { source: "looked-up", text: ", four" },
    ]);
  });
});
