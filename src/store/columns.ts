import { z } from "zod";
import type { Outcome } from "../dialogue/dialogue.ts";
import type { Facts } from "../dialogue/fact.ts";
import type { Scene } from "../dialogue/scene.ts";

/** A word that an agent said, and the shares of where it came from. */
export const SaidWord = z.strictObject({
  word: z.string(),
  logProb: z.number(),
  own: z.number(),
  repeated: z.number(),
  lookedUp: z.number(),
});
export type SaidWord = z.infer<typeof SaidWord>;

// Pairs and not an object: a seat or a field may be called "constructor".
const FactsColumn = z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.string()]))]));

const OpeningTurn = z.strictObject({ seat: z.string(), text: z.string(), gives: FactsColumn, takes: FactsColumn });
const SceneColumn = z.strictObject({ id: z.string(), facts: FactsColumn, opening: z.array(OpeningTurn) });
const OutcomeColumn = z.strictObject({ success: z.boolean(), reasons: z.array(z.string()) });

function factPairs(facts: Facts | undefined): z.infer<typeof FactsColumn> {
  return [...(facts ?? [])].map(([seat, known]) => [seat, known.map(({ field, words }) => [field, words])]);
}

function factsOf(pairs: z.infer<typeof FactsColumn>): Facts {
  return new Map(pairs.map(([seat, known]) => [seat, known.map(([field, words]) => ({ field, words }))]));
}

export function factsToColumn(facts: Facts | undefined): string {
  return JSON.stringify(factPairs(facts));
}

export function factsFromColumn(column: string): Facts {
  return factsOf(FactsColumn.parse(JSON.parse(column)));
}

export function sceneToColumn(scene: Scene): string {
  const opening = scene.opening.map(({ seat, text, gives, takes }) => ({
    seat,
    text,
    gives: factPairs(gives),
    takes: factPairs(takes),
  }));
  return JSON.stringify({ id: scene.id, facts: factPairs(scene.facts), opening });
}

export function sceneFromColumn(column: string): Scene {
  const { id, facts, opening } = SceneColumn.parse(JSON.parse(column));
  return {
    id,
    facts: factsOf(facts),
    opening: opening.map(({ seat, text, gives, takes }) => ({
      seat,
      text,
      gives: factsOf(gives),
      takes: factsOf(takes),
    })),
  };
}

export function wordsFromColumn(column: string): readonly SaidWord[] {
  return z.array(SaidWord).parse(JSON.parse(column));
}

export function outcomeToColumn(outcome: Outcome | undefined): string | null {
  return outcome ? JSON.stringify({ success: outcome.success, reasons: outcome.reasons ?? [] }) : null;
}

export function outcomeFromColumn(column: string | null): Outcome | undefined {
  return column === null ? undefined : OutcomeColumn.parse(JSON.parse(column));
}
