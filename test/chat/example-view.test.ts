import { describe, expect, it } from "vitest";
import { exampleView } from "../../src/chat/example-view.ts";
import type { JudgedDialogue } from "../../src/chat/protocol.ts";

function shown(text: string, evidence: JudgedDialogue["turns"][number]["scores"][number]["evidence"]): unknown {
  const scores = [{ rule: "on-topic", value: 1, weight: 1, evidence }];
  const [turn] = exampleView({ scene: {}, turns: [{ seat: "clerk", text, scores }] }).turns;
  return [turn?.text, turn?.scores[0]?.evidence];
}

describe("a self-play dialogue on the page", () => {
  it("is written as people write, and so is what a note quotes", () => {
    const evidence = [{ note: 'asked "may i , please ?"' }];
    expect(shown("good day ! i'm in .", evidence)).toEqual(["Good day! I'm in.", [{ note: 'asked "May I, please?"' }]]);
  });

  it("has a rule's words as they stand in the turn, in its middle without a capital", () => {
    const evidence = [
      { note: "greeted", words: "good day" },
      { note: "sold out", words: "no tea , sorry" },
    ];
    expect(shown("good day ! no tea , sorry .", evidence)).toEqual([
      "Good day! No tea, sorry.",
      [
        { note: "greeted", words: "Good day" },
        { note: "sold out", words: "No tea, sorry" },
      ],
    ]);
    expect(shown("i have tea .", [{ note: "sells", words: "tea" }])).toEqual([
      "I have tea.",
      [{ note: "sells", words: "tea" }],
    ]);
  });

  it("leaves words as they are that do not stand in the turn in a row", () => {
    const evidence = [{ note: "took up", words: "tea two" }];
    expect(shown("a tea is two .", evidence)).toEqual(["A tea is two.", evidence]);
  });
});
