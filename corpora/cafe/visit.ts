import type { Scene } from "../../src/dialogue/scene.ts";
import type { Random } from "../../src/rng.ts";
import { boardOf } from "./board.ts";
import { contains, kindOf } from "./menu.ts";

/** A scene as the generator reads it: what will come up when this guest meets this board. */
export interface Visit {
  readonly drink: string;
  readonly instead: string;
  readonly food: string | undefined;
  readonly allergy: string | undefined;
  readonly name: string;
  readonly drinkOut: boolean;
  readonly foodOut: boolean;
  /** The kitchen hides the guest's allergen in what they would eat. */
  readonly clash: boolean;
  /** What the barista offers in place of the drink, or of the food. */
  readonly otherDrink: string;
  readonly otherFood: string | undefined;
  readonly takesOtherFood: boolean;
  readonly soldOut: readonly string[];
  /** The barista's house facts: wifi, closing time and so on. */
  readonly knows: ReadonlyMap<string, string>;
}

/** What guests may ask about the house; only "recommend?" needs no fact to answer. */
export const questions = ["wifi?", "closing?", "toilet?", "milk?", "special?", "recommend?"] as const;

export function canAnswer({ knows }: Visit, question: string): boolean {
  return question === "recommend?" || knows.has(question.slice(0, -1));
}

export function readVisit(scene: Scene, random: Random): Visit {
  const wishes = new Map(scene.facts.get("customer")?.map(({ field, words }) => [field, words]));
  const barista = scene.facts.get("barista") ?? [];
  const wish = (field: string): string => wishes.get(field) ?? "";
  const { prices, soldOut } = boardOf(scene);
  const [drink, instead] = [wish("drink"), wish("instead")];
  const food = wish("food") === "nothing" ? undefined : wish("food");
  const allergy = wish("allergy") === "none" ? undefined : wish("allergy");
  const safe = (name: string): boolean => !soldOut.has(name) && (allergy === undefined || !contains(name, allergy));
  const left = [...prices.keys()].filter((name) => safe(name) && name !== drink && name !== food);
  const foods = left.filter((name) => kindOf(name) === "food");
  const otherFood = foods.length === 0 ? undefined : random.pick(foods);
  return {
    drink,
    instead,
    food,
    allergy,
    name: wish("name"),
    drinkOut: soldOut.has(drink),
    foodOut: food !== undefined && soldOut.has(food),
    clash: food !== undefined && allergy !== undefined && contains(food, allergy),
    otherDrink: random.next() < 0.4 ? instead : random.pick(left.filter((name) => kindOf(name) === "drink")),
    otherFood,
    takesOtherFood: otherFood !== undefined && random.next() < 0.5,
    soldOut: [...soldOut],
    knows: new Map(barista.map(({ field, words }) => [field, words])),
  };
}
