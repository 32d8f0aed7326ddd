import type { Scene } from "../../src/dialogue/scene.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import type { World } from "../../src/dialogue/world.ts";
import { readBill, tillChange, tillTotal } from "./bill.ts";
import { boardOf } from "./board.ts";
import { contains } from "./menu.ts";
import { amountWords } from "./money.ts";
import { hear, type Reading, readOrder } from "./order.ts";
import { drawScene } from "./scene.ts";

function customerFact(scene: Scene, field: string): string | undefined {
  return scene.facts.get("customer")?.find((fact) => fact.field === field)?.words;
}

/** Whether the guest got what they came for, or what they agreed to where that was not to be had. */
function wishProblems(scene: Scene, { drink: ordered, food: eaten, refused, proposed }: Reading): string[] {
  const { soldOut } = boardOf(scene);
  const [drink, instead, food] = ["drink", "instead", "food"].map((field) => customerFact(scene, field));
  const allergy = customerFact(scene, "allergy") ?? "none";
  const lost = (name: string): boolean => soldOut.has(name) || refused.has(name) || contains(name, allergy);
  const problems: string[] = [];
  if (ordered === undefined) problems.push("no drink was ordered");
  else if (ordered !== drink) {
    const agreed = ordered === instead || proposed.has(ordered);
    if (drink === undefined || !lost(drink) || !agreed) problems.push(`did not wish for the ${ordered}`);
  }
  const wishedFood = food === "nothing" ? undefined : food;
  if (eaten === undefined) {
    if (wishedFood !== undefined && !lost(wishedFood)) problems.push(`wished for the ${wishedFood}`);
  } else if (eaten !== wishedFood && !proposed.has(eaten)) {
    problems.push(`did not wish for the ${eaten}`);
  }
  return problems;
}

function servingProblems(scene: Scene, { drink, food, refused }: Reading): string[] {
  const { soldOut } = boardOf(scene);
  const allergy = customerFact(scene, "allergy") ?? "none";
  const served = [drink, food].filter((name) => name !== undefined);
  return [
    ...served.filter((name) => soldOut.has(name)).map((name) => `the ${name} is sold out`),
    ...served.filter((name) => contains(name, allergy)).map((name) => `the ${name} has ${allergy} in it`),
    ...[...refused].filter((name) => !soldOut.has(name)).map((name) => `the ${name} is not sold out`),
  ];
}

function billProblems(scene: Scene, turns: readonly Turn[], order: Reading): string[] {
  const { prices } = boardOf(scene);
  const bill = readBill(scene, turns);
  const wrong = bill.quotes.filter(({ name, halves }) => prices.get(name) !== halves).map(({ name }) => name);
  const problems = [...new Set(wrong)].map((name) => `wrong price for the ${name}`);
  const due = tillTotal(scene, order);
  const single = order.food === undefined ? order.drink : order.drink === undefined ? order.food : undefined;
  const asked = bill.total ?? bill.quotes.findLast(({ name }) => name === single)?.halves;
  if (due === undefined) return problems;
  if (asked === undefined) problems.push("no total was told");
  else if (amountWords(asked) !== due) problems.push("the total is wrong");
  return problems;
}

const world: World = {
  newScene: drawScene,

  /** The till shows the barista the sum of what is ordered, and a new one when the order changes. */
  consequence(scene, turns) {
    const last = turns.at(-1);
    if (last === undefined) return {};
    const reading = readOrder(scene, turns.slice(0, -1));
    const before = tillTotal(scene, reading);
    hear(scene, reading, last);
    return tillChange(before, tillTotal(scene, reading));
  },

  outcome(scene, turns) {
    const reading = readOrder(scene, turns);
    const reasons = [
      ...wishProblems(scene, reading),
      ...servingProblems(scene, reading),
      ...billProblems(scene, turns, reading),
    ];
    return reasons.length === 0 ? { success: true } : { success: false, reasons };
  },
};

export default world;
