import type { Scene } from "../../src/dialogue/scene.ts";
import type { Random } from "../../src/rng.ts";
import { boardOf } from "./board.ts";
import type { PlannedTurn } from "./material.ts";
import { amountWords } from "./money.ts";
import type { Staff } from "./staff.ts";
import type { Visit } from "./visit.ts";

/** What holds for a whole dialogue. */
interface Circumstances {
  readonly visit: Visit;
  /** What this barista believes each item to cost. */
  readonly believed: ReadonlyMap<string, string>;
  /** What this barista would recommend. */
  readonly recommended: string | undefined;
  readonly used: Set<string>;
  readonly opened: Set<string>;
}

function circumstances(visit: Visit, scene: Scene, staff: Staff, random: Random): Circumstances {
  const { prices, soldOut } = boardOf(scene);
  const believed = new Map<string, string>();
  for (const [name, halves] of prices) {
    const wrong = random.next() < staff.wrongPrices;
    const guesses = [4, 5, 6, 7, 8, 9, 10, 11, 12].filter((guess) => guess !== halves);
    believed.set(name, amountWords(wrong ? random.pick(guesses) : halves) ?? "");
  }
  const offered = [...prices.keys()].filter(
    (name) => name !== visit.food && soldOut.has(name) === staff.recommendsBlindly,
  );
  const recommended = offered.length === 0 ? undefined : random.pick(offered);
  return { visit, believed, recommended, used: new Set(), opened: new Set() };
}

/** Words that may open many turns without a reader noticing. */
const commonOpeners: readonly string[] = ["a", "the", "and", "so", "i", "i'd", "can", "could", "that's", "it's"];

/** What has come up in a dialogue that is being written, and so what its next words may refer to. */
export class Memory {
  /** What the till shows. */
  total: string | undefined;
  private readonly circumstances: Circumstances;
  private readonly order: { drink: string | undefined; food: string | undefined };
  private out: string | undefined;
  private named: boolean;
  private next: PlannedTurn | undefined;

  private constructor(given: Circumstances, from?: Memory) {
    this.circumstances = given;
    this.order = { drink: from?.order.drink, food: from?.order.food };
    this.out = from?.out;
    this.named = from?.named ?? false;
    this.total = from?.total;
    this.next = from?.next;
  }

  static fresh(visit: Visit, scene: Scene, staff: Staff, random: Random): Memory {
    return new Memory(circumstances(visit, scene, staff, random));
  }

  /** Where a turn is tried out; what was used is shared, for it is only noted once a turn stands. */
  copy(): Memory {
    return new Memory(this.circumstances, this);
  }

  isUsed(text: string): boolean {
    return this.circumstances.used.has(text);
  }

  hasOpened(word: string): boolean {
    return this.circumstances.opened.has(word);
  }

  expect(next: PlannedTurn | undefined): void {
    this.next = next;
  }

  remember(piece: string): void {
    const { used, opened } = this.circumstances;
    used.add(piece);
    const opens = piece.split(" ", 1)[0] ?? "";
    if (!commonOpeners.includes(opens)) opened.add(opens);
  }

  /** A guest who is going to accept must have been offered something. */
  mustOffer(act: string): boolean {
    const reply = act === "refuse" ? "accept" : act === "refuse-food" ? "accept-food" : undefined;
    return reply !== undefined && this.next?.moves.some((move) => move.act === reply) === true;
  }

  before(act: string): void {
    const { order } = this;
    const { visit } = this.circumstances;
    if (act === "order" || act === "both" || act === "change") order.drink = visit.drink;
    if (act === "order-first" || act === "instead") order.drink = visit.instead;
    if (act === "accept") order.drink = visit.otherDrink;
    if (act === "both" || act === "eat") order.food = visit.food;
    if (act === "accept-food") order.food = visit.otherFood;
    if (act === "refuse") [this.out, order.drink] = [order.drink, undefined];
    if (act === "refuse-food") [this.out, order.food] = [order.food, undefined];
  }

  after(act: string): void {
    if (act === "drop") this.order.food = undefined;
    if (act === "name") this.named = true;
  }

  /** Every slot that has a meaning at this point, and its words. */
  slots(act: string): ReadonlyMap<string, string> {
    const { order } = this;
    const { visit, believed, recommended } = this.circumstances;
    const slots = new Map<string, string>();
    const put = (slot: string, words: string | undefined): void => {
      if (words !== undefined && words !== "") slots.set(slot, words);
    };
    put("drink", order.drink);
    put("food", order.food);
    put("drink-price", believed.get(order.drink ?? ""));
    put("food-price", believed.get(order.food ?? ""));
    if (act === "drink?") put("drink", visit.drink);
    const asked = act.startsWith("price-drink") ? (order.drink ?? visit.drink) : order.drink;
    const priced = act.startsWith("price-food") ? order.food : asked;
    put("item", priced);
    put("price", believed.get(priced ?? ""));
    put(
      "order",
      [order.drink, order.food]
        .filter((name) => name !== undefined)
        .map((name) => `a ${name}`)
        .join(" and "),
    );
    if (act === "refuse" || act === "refuse-food") put("out", this.out);
    if (act === "instead" || act === "order-first") put("instead", visit.instead);
    if (["refuse", "accept"].includes(act)) put("other", visit.otherDrink);
    if (["refuse-food", "accept-food"].includes(act)) put("other", visit.otherFood);
    if (act === "recommend") put("other", recommended);
    if (act === "mishear") put("other", visit.otherDrink === order.drink ? undefined : visit.otherDrink);
    put("allergy", visit.allergy);
    put("total", this.total);
    if (this.named || act === "name" || act === "name-again" || act === "-") put("name", visit.name);
    for (const field of ["wifi", "closing", "toilet", "milk", "special"]) put(field, visit.knows.get(field));
    return slots;
  }
}
