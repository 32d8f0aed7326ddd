import type { Scene } from "../../src/dialogue/scene.ts";
import type { Random } from "../../src/rng.ts";
import { boardOf } from "./board.ts";
import type { PlannedTurn } from "./material.ts";
import { amountWords } from "./money.ts";
import type { Staff } from "./staff.ts";
import type { Visit } from "./visit.ts";

/** What has come up in a dialogue that is being written, and so what its next words may refer to. */
export class Memory {
  readonly used: Set<string>;
  readonly opened: Set<string>;
  private order: { drink: string | undefined; food: string | undefined } = { drink: undefined, food: undefined };
  private out: string | undefined;
  private named = false;
  /** What the till shows. */
  total: string | undefined;
  private next: PlannedTurn | undefined;
  private readonly visit: Visit;
  /** What this barista believes each item to cost. */
  private readonly believed: ReadonlyMap<string, string>;
  private readonly recommended: string | undefined;

  constructor(visit: Visit, scene: Scene, staff: Staff, random: Random) {
    this.visit = visit;
    this.used = new Set();
    this.opened = new Set();
    const { prices, soldOut } = boardOf(scene);
    const believed = new Map<string, string>();
    for (const [name, halves] of prices) {
      const wrong = random.next() < staff.wrongPrices;
      const guesses = [4, 5, 6, 7, 8, 9, 10, 11, 12].filter((guess) => guess !== halves);
      believed.set(name, amountWords(wrong ? random.pick(guesses) : halves) ?? "");
    }
    this.believed = believed;
    const offered = [...prices.keys()].filter((name) => name !== visit.food && soldOut.has(name) === staff.recommendsBlindly);
    this.recommended = offered.length === 0 ? undefined : random.pick(offered);
  }

  /** Where a turn is tried out; what was used is shared, for it is only noted once a turn stands. */
  copy(): Memory {
    const copy: Memory = Object.assign(Object.create(Memory.prototype), this);
    copy.order = { ...this.order };
    return copy;
  }

  expect(next: PlannedTurn | undefined): void {
    this.next = next;
  }

  remember(piece: string): void {
    this.used.add(piece);
    const opens = piece.split(" ", 1)[0] ?? "";
    if (!["a", "the", "and", "so", "i", "i'd", "can", "could", "that's", "it's"].includes(opens)) this.opened.add(opens);
  }

  /** A guest who is going to accept must have been offered something. */
  mustOffer(act: string): boolean {
    const reply = act === "refuse" ? "accept" : act === "refuse-food" ? "accept-food" : undefined;
    return reply !== undefined && this.next?.moves.some((move) => move.act === reply) === true;
  }

  before(act: string): void {
    const { visit, order } = this;
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
    const { visit, order, believed } = this;
    const slots = new Map<string, string>();
    const put = (slot: string, words: string | undefined): void => {
      if (words !== undefined && words !== "") slots.set(slot, words);
    };
    put("drink", order.drink);
    put("food", order.food);
    put("drink-price", believed.get(order.drink ?? ""));
    put("food-price", believed.get(order.food ?? ""));
    const priced = act.startsWith("price-food") ? order.food : order.drink;
    put("item", priced);
    put("price", believed.get(priced ?? ""));
    put("order", [order.drink, order.food].filter((name) => name !== undefined).map((name) => `a ${name}`).join(" and "));
    if (act === "refuse" || act === "refuse-food") put("out", this.out);
    if (act === "instead" || act === "order-first") put("instead", visit.instead);
    if (["refuse", "accept"].includes(act)) put("other", visit.otherDrink);
    if (["refuse-food", "accept-food"].includes(act)) put("other", visit.otherFood);
    if (act === "recommend") put("other", this.recommended);
    if (act === "mishear") put("other", visit.otherDrink === order.drink ? undefined : visit.otherDrink);
    put("allergy", visit.allergy);
    put("total", this.total);
    if (this.named || act === "name" || act === "name-again" || act === "-") put("name", visit.name);
    for (const field of ["wifi", "closing", "toilet", "milk", "special"]) put(field, visit.knows.get(field));
    return slots;
  }
}
