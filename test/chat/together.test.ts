import { describe, expect, it } from "vitest";
import { inLockstep } from "../../src/chat/together.ts";

const turn = (text: string): { seat: string; text: string } => ({ seat: "guest", text });

describe("dialogues in lockstep", () => {
  it("end together, so that a shorter one is silent at first", () => {
    const heard = inLockstep([[turn("a"), turn("b"), turn("c")], [turn("x")], []]);
    expect(heard.map((row) => row.map((said) => said?.text ?? null))).toEqual([
      ["a", null, null],
      ["b", null, null],
      ["c", "x", null],
    ]);
  });
});
