import type { Dialogue } from "../../src/dialogue/dialogue.ts";
import type { LoadedRule } from "../../src/reward/load-rules.ts";

export const seats = ["a", "b"] as const;

/** A dialogue of `texts`, by a and b in turn. */
export function dialogueOf(texts: readonly string[], rest: Partial<Dialogue> = {}): Dialogue {
  return {
    id: "7",
    scene: { id: "7", facts: new Map(), opening: [] },
    turns: texts.map((text, index) => ({ seat: index % 2 === 0 ? "a" : "b", text })),
    ...rest,
  };
}

/** A rule as it is once it is loaded. */
export function ruleOf(name: string, score: LoadedRule["score"], rest: Partial<LoadedRule> = {}): LoadedRule {
  return { name, summary: "A rule of this test.", range: [0, 1], weight: 1, path: `${name}.ts`, score, ...rest };
}
