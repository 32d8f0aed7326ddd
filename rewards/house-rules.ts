import { z } from "zod";
import { defineRule, houseRules } from "../src/reward/rule.ts";

const seats = ["barista", "customer"] as const;
const order = {
  seats,
  knows: [
    ["sold-out", "scone"],
    ["total", "four fifty"],
  ],
} as const;

/** A corpus's own rules, in its `house-rules.yaml`, for people who do not code. Each is judged in the turn that decides it. */
export default defineRule({
  name: "house-rules",
  summary: "Share of the corpus's house rules that a turn keeps, of those that it decides.",
  range: [0, 1],
  options: z.strictObject({}),
  examples: [
    { says: "hello !", scores: null },
    { ...order, houseRules: greetFirst(), says: "hello , what would you like ?", scores: 1 },
    { ...order, houseRules: greetFirst(), says: "what ?", scores: 0 },
    { ...order, houseRules: greetFirst(), seat: "customer", says: "hello .", scores: null },
    { ...order, houseRules: ownUp(), before: ["hi", "a scone please"], says: "sorry , no scone today .", scores: 1 },
    { ...order, houseRules: ownUp(), before: ["hi", "a scone please"], says: "a scone , lovely .", scores: 0 },
    { ...order, houseRules: ownUp(), before: ["hi", "a tea please"], says: "a tea , lovely .", scores: null },
    { ...order, houseRules: askAllergies(), says: "any allergies ? that's four fifty .", scores: 1 },
    { ...order, houseRules: askAllergies(), says: "four fifty . any allergies ?", last: true, scores: 1 },
    { ...order, houseRules: askAllergies(), before: ["hi", "a tea"], says: "that's four fifty .", scores: 0 },
    { ...order, houseRules: noSwearing(), says: "damn .", last: true, scores: 0 },
    { ...order, houseRules: noSwearing(), says: "enjoy !", last: true, scores: 1 },
    { ...order, houseRules: noSwearing(), says: "damning .", scores: null },
  ],
  prepare: houseRules,
  score(moment, _, decide) {
    const decisions = decide?.(moment) ?? [];
    if (decisions.length === 0) return null;
    return {
      value: decisions.filter(({ kept }) => kept).length / decisions.length,
      evidence: decisions.map(({ requirement, kept, words }) => ({
        note: `${requirement.name} ${kept ? "kept" : "broken"}`,
        ...(words !== undefined && { words }),
        requirement: requirement.name,
        kept,
      })),
    };
  },
});

function greetFirst(): string {
  return `rules: [{ name: greet-first, seat: barista, must: [hello, hi], within-turns: 1 }]`;
}
function ownUp(): string {
  return `rules: [{ name: own-up, seat: barista, when: { seat: customer, says: ["{sold-out}"] }, must: ["no {sold-out}"], within-turns: 1 }]`;
}
function askAllergies(): string {
  return `rules: [{ name: ask-allergies, seat: barista, must: ["allerg* ... ?"], before: ["{total}"] }]`;
}
function noSwearing(): string {
  return `rules: [{ name: no-swearing, seat: barista, never: [damn] }]`;
}
