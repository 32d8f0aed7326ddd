import type { Seat } from "../dialogue/seat.ts";
import type { Score } from "./contract.ts";

/** One turn's score by every rule; without scores where the turn is not to count. */
export interface JudgedTurn {
  readonly seat: Seat;
  /** By the rule's name. */
  readonly scores: ReadonlyMap<string, Score>;
}

export interface JudgedDialogue {
  readonly id: string;
  readonly turns: readonly JudgedTurn[];
}

/** What every rule makes of every turn of a batch of dialogues, in their order. */
export type Judgement = readonly JudgedDialogue[];

/** Mean score by rule over the turns that it applied to; `null` where there is none. */
export function ruleMeans(
  judgement: Judgement,
  rules: readonly { readonly name: string }[],
): Map<string, number | null> {
  return new Map(
    rules.map(({ name }) => {
      const values = judgement.flatMap(({ turns }) => turns.flatMap(({ scores }) => scores.get(name)?.value ?? []));
      return [name, values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length];
    }),
  );
}

/** How often a requirement was kept, of the times that it was decided. */
export interface Compliance {
  readonly kept: number;
  readonly decided: number;
}

/** By rule and requirement, from the evidence of the rules that check several. */
export function compliance(judgement: Judgement): Map<string, Map<string, Compliance>> {
  const byRule = new Map<string, Map<string, Compliance>>();
  for (const [rule, { evidence }] of judgement.flatMap(({ turns }) => turns.flatMap(({ scores }) => [...scores]))) {
    for (const { requirement, kept } of evidence) {
      if (requirement === undefined || kept === undefined) continue;
      const counts = byRule.get(rule) ?? new Map<string, Compliance>();
      byRule.set(rule, counts);
      const count = counts.get(requirement) ?? { kept: 0, decided: 0 };
      counts.set(requirement, { kept: count.kept + (kept ? 1 : 0), decided: count.decided + 1 });
    }
  }
  return byRule;
}
