import { z } from "zod";
import { defineRule, menuClaims } from "../src/reward/rule.ts";

const knows = [
  ["price", "flat white four"],
  ["price", "scone three fifty"],
  ["sold-out", "scone"],
  ["total", "four"],
] as const;

/**
 * Prices quoted, totals told, sold-out items refused and others not: each counted by itself, so that a report can say how many
 * of the prices quoted were the menu's. `no-contradiction` pays for the same and more; this is the metric to check it by.
 */
export default defineRule({
  name: "menu-facts",
  summary: "Share of prices, totals and refusals that are the menu's.",
  range: [0, 1],
  options: z.strictObject({
    totals: z.array(z.string()).default(["total"]).describe("Fields that say what everything costs together."),
    unavailable: z.array(z.string()).default(["sold-out"]).describe("Fields that name an item which is not to be had."),
  }),
  examples: [
    { knows, says: "the flat white is four .", scores: 1 },
    { knows, says: "the flat white is five .", scores: 0 },
    { knows, says: "the flat white is four and the scone is three .", scores: 0.5 },
    { knows, says: "that's four , please .", scores: 1 },
    { knows, says: "what would you like ?", scores: null },
    { knows, before: ["a scone , please ."], says: "sorry , the scone is sold out .", scores: 1 },
    { knows, before: ["a scone , please ."], says: "sorry , we're out of those , sold out .", scores: 1 },
    { knows, before: ["a scone , please ."], says: "of course .", scores: 0 },
    { knows, before: ["a flat white , please ."], says: "of course .", scores: 1 },
    { knows, before: ["a flat white , please ."], says: "sorry , the flat white is sold out .", scores: 0 },
    { knows, before: ["a flat white", "sure", "yes , a flat white ."], says: "sorry , we're out .", scores: null },
    { says: "the flat white is four .", scores: null },
  ],
  prepare: menuClaims,
  score(moment, _, claimsOf) {
    const claims = claimsOf(moment);
    if (claims.length === 0) return null;
    return {
      value: claims.filter(({ holds }) => holds).length / claims.length,
      evidence: claims.map(({ name, holds, words }) => ({
        note: `${name}: ${holds ? "true" : "not true"} to the menu`,
        words,
        requirement: name,
        kept: holds,
      })),
    };
  },
});
