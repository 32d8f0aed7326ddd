import type { Fact } from "../../src/dialogue/fact.ts";

/** What guests ask about the house, and what the answer may be. The special is one of the day's items. */
const answers: ReadonlyMap<string, readonly string[]> = new Map([
  ["wifi", ["bluebird", "sugarcube", "marmalade", "teaspoon", "sunflower", "crema", "lighthouse", "pancake"]],
  ["closing", ["six", "seven", "eight", "half past five", "half past six", "nine"]],
  ["toilet", ["behind the stairs", "past the piano", "down the hall", "next to the kitchen", "through the blue door"]],
  ["milk", ["oat and soy", "oat and almond", "soy and coconut", "only cow and oat", "oat and coconut"]],
  ["special", []],
]);

/** One to three of them, each a fact of the barista's. */
export function houseFacts(offered: readonly string[], draw: () => number): Fact[] {
  const fields = [...answers.keys()];
  const count = 1 + Math.floor(draw() * 3);
  const facts: Fact[] = [];
  for (let taken = 0; taken < count; taken++) {
    const field = fields.splice(Math.floor(draw() * fields.length), 1)[0] ?? "";
    const choices = field === "special" ? offered : (answers.get(field) ?? []);
    const words = choices[Math.floor(draw() * choices.length)];
    if (words !== undefined) facts.push({ field, words });
  }
  return facts;
}
