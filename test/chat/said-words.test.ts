import { describe, expect, it } from "vitest";
import { wordViews } from "../../src/chat/said-words.ts";
import { readable } from "../../src/text/readable.ts";

function views(spaced: string): string[] {
  const words = spaced.split(" ").map((word) => ({ word, logProb: -1, own: 1, repeated: 0, lookedUp: 0 }));
  return wordViews(words).map(({ text }) => text);
}

describe("an agent's words as people read them", () => {
  it("have their capitals, and no blank before a mark", () => {
    expect(views("hi , what can i get you ?")).toEqual(["Hi", ",", " what", " can", " I", " get", " you", "?"]);
  });

  it.each(["hi , i 'm here .", "the the the", "( two ) or $ 4 ?", '" yes " , she said', "it 's 7 : 30", ". . ."])(
    "make up the whole text of %s",
    (spaced) => {
      expect(views(spaced)).toHaveLength(spaced.split(" ").length);
      expect(views(spaced).join("")).toBe(readable(spaced));
    },
  );
});
