import type { Fact } from "../../src/dialogue/fact.ts";
import type { Scene } from "../../src/dialogue/scene.ts";
import { allergens, contains, type Item, itemNamed, items, overlaps } from "./menu.ts";
import { amountWords } from "./money.ts";
import { houseFacts } from "./house-facts.ts";
import { names } from "./names.ts";

/** Uniform numbers in [0, 1), drawn as often as needed. */
export type Draw = () => number;

/** Prices are drawn evenly, so that only the board tells them: two to five fifty for a drink, to six for food. */
const leastPrice = 4;
const mostPrice = { drink: 11, food: 12 } as const;

function pick<T>(choices: readonly T[], draw: Draw): T {
  const chosen = choices[Math.floor(draw() * choices.length)];
  if (chosen === undefined) throw new RangeError("pick: nothing to choose from");
  return chosen;
}

/** The day's board: three to five drinks, two to four things to eat, no two names with a word in common. */
function drawBoard(draw: Draw): Item[] {
  const wanted = { drink: 3 + Math.floor(draw() * 3), food: 0 };
  wanted.food = Math.max(2, 6 + Math.floor(draw() * 3) - wanted.drink);
  const board: Item[] = [];
  while (wanted.drink + wanted.food > 0) {
    const item = pick(items, draw);
    if (wanted[item.kind] === 0 || board.some(({ name }) => overlaps(name, item.name))) continue;
    board.push(item);
    wanted[item.kind]--;
  }
  return board;
}

interface Wishes {
  readonly drink: string;
  readonly instead: string;
  readonly food: string | undefined;
  readonly soldOut: readonly string[];
}

/** About 35 % of guests wish for something that is sold out: mostly the drink, else what they would eat. */
function drawWishes(board: readonly Item[], draw: Draw): Wishes {
  const ofKind = (kind: Item["kind"]): string[] => board.filter((item) => item.kind === kind).map(({ name }) => name);
  const drink = pick(ofKind("drink"), draw);
  const instead = pick(
    ofKind("drink").filter((name) => name !== drink),
    draw,
  );
  const food = draw() < 0.6 ? pick(ofKind("food"), draw) : undefined;
  const others = board.map(({ name }) => name).filter((name) => name !== drink && name !== instead && name !== food);
  const luck = draw();
  const soldOut = [luck < 0.27 ? drink : luck < 0.41 && food !== undefined ? food : pick(others, draw)];
  const left = others.filter((name) => !soldOut.includes(name));
  if (draw() < 0.15 && left.length > 1) soldOut.push(pick(left, draw));
  return { drink, instead, food, soldOut };
}

/** A third of guests have an allergy. They know what to keep away from, save where the kitchen hides it in the food. */
function drawAllergy({ drink, instead, food, soldOut }: Wishes, draw: Draw): string | undefined {
  const hidden = food === undefined || soldOut.includes(food) ? undefined : itemNamed(food)?.hides;
  const surprise = hidden !== undefined && !contains(drink, hidden) && !contains(instead, hidden);
  if (surprise && draw() < 0.3) return hidden;
  if (draw() >= 0.32) return undefined;
  const wished = [drink, instead, ...(food === undefined ? [] : [food])];
  const possible = allergens.filter((allergen) => !wished.some((name) => contains(name, allergen)));
  return possible.length === 0 ? undefined : pick(possible, draw);
}

/** A new guest on a new day. `nameChoices` lets the test split have names that training never sees. */
export function drawScene(id: string, draw: Draw, nameChoices: readonly string[] = names): Scene {
  const board = drawBoard(draw);
  const wishes = drawWishes(board, draw);
  const allergy = drawAllergy(wishes, draw);
  const fact = (field: string, words: string): Fact => ({ field, words });
  const price = ({ kind }: Item): string =>
    amountWords(leastPrice + Math.floor(draw() * (mostPrice[kind] - leastPrice + 1))) ?? "four";
  const offered = board.filter(({ name }) => !wishes.soldOut.includes(name)).map(({ name }) => name);
  const barista = [
    ...board.map((item) => fact("price", `${item.name} ${price(item)}`)),
    ...wishes.soldOut.map((name) => fact("sold-out", name)),
    ...board.filter(({ hides }) => hides !== undefined).map(({ name, hides }) => fact("contains", `${name} ${hides}`)),
    ...houseFacts(offered, draw),
  ];
  const customer = [
    fact("drink", wishes.drink),
    fact("instead", wishes.instead),
    fact("food", wishes.food ?? "nothing"),
    fact("allergy", allergy ?? "none"),
    fact("name", pick(nameChoices, draw)),
  ];
  return {
    id,
    facts: new Map([
      ["barista", barista],
      ["customer", customer],
    ]),
    opening: [],
  };
}
