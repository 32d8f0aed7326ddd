import { describe, expect, it } from "vitest";
import type { Dialogue } from "../../src/dialogue/dialogue.ts";
import { closed } from "../../src/text/closed.ts";
import { buildVocabulary } from "../../src/text/vocabulary.ts";

const saying = (text: string): Dialogue => ({
  id: "1",
  scene: { id: "1", facts: new Map(), opening: [] },
  turns: [{ seat: "a", text }],
});
const withStops = buildVocabulary([saying("yes . no ?")], { minCount: 1 });
const without = buildVocabulary([saying("yes no")], { minCount: 1 });

describe("what a person typed", () => {
  it.each([
    ["no allergies", "no allergies ."],
    ["that is 3", "that is 3 ."],
    ["is it ?", "is it ?"],
    ["well ...", "well ..."],
    ["thanks :)", "thanks :)"],
    ["", ""],
  ])("“%s” is heard as “%s”", (text, heard) => {
    expect(closed(text, withStops)).toBe(heard);
  });

  it("stays as it is where the corpus has no full stops", () => {
    expect(closed("no allergies", without)).toBe("no allergies");
  });
});
