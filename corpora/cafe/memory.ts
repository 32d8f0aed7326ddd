import type { Scene } from "../../src/dialogue/scene.ts";
import type { Random } from "../../src/rng.ts";
import { boardOf } from "./board.ts";
import type { PlannedTurn } from "./material.ts";
import { amountWords } from "./money.ts";
import type { Staff } from "./staff.ts";
import type { Visit } from "./visit.ts";

interface Order {
  drink: string | undefined;
  food: string | undefined;
}

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

/** The word that a speaker would not open with again and again. */
export function opener(text: string): string {
  const end = text.indexOf(" ");
  return end < 0 ? text : text.slice(0, end);
}

/** Words that may open many turns without a reader noticing. */
const commonOpeners: readonly string[] = ["a", "the", "and", "so", "i", "i'd", "can", "could", "that's", "it's"];

/** What has come up in a dialogue that is being written, and so what its next words may refer to. */
export class Memory {
  /** What the till shows. */
  total: string | undefined;
  private readonly circumstances: Circumstances;
  private readonly order: Order;
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
    const opens = opener(piece);
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

  /** The words of a slot at this point; `undefined` where it has no meaning yet, or for this act. */
  slot(act: string, slot: string): string | undefined {
    const { order } = this;
    const { visit, believed } = this.circumstances;
    switch (slot) {
      case "drink":
        return act === "drink?" ? visit.drink : order.drink;
      case "food":
        return order.food;
      case "drink-price":
        return believed.get(order.drink ?? "");
      case "food-price":
        return believed.get(order.food ?? "");
      case "item":
        return this.priced(act);
      case "price":
        return believed.get(this.priced(act) ?? "");
      case "order":
        return orderWords(order);
      case "out":
        return act.startsWith("refuse") ? this.out : undefined;
      case "instead":
        return act === "instead" || act === "order-first" ? visit.instead : undefined;
      case "other":
        return this.other(act);
      case "allergy":
        return visit.allergy;
      case "total":
        return this.total;
      case "name":
        return this.named || ["name", "name-again", "-"].includes(act) ? visit.name : undefined;
      default:
        return visit.knows.get(slot);
    }
  }

  private priced(act: string): string | undefined {
    if (act.startsWith("price-food")) return this.order.food;
    return this.order.drink ?? (act.startsWith("price-drink") ? this.circumstances.visit.drink : undefined);
  }

  /** What the barista proposes. */
  private other(act: string): string | undefined {
    const { visit, recommended } = this.circumstances;
    if (act === "refuse" || act === "accept") return visit.otherDrink;
    if (act === "refuse-food" || act === "accept-food") return visit.otherFood;
    if (act === "recommend") return recommended;
    return act === "mishear" && visit.otherDrink !== this.order.drink ? visit.otherDrink : undefined;
  }
}

function orderWords({ drink, food }: Order): string | undefined {
  if (drink === undefined || food === undefined) return drink === undefined ? food && `a ${food}` : `a ${drink}`;
  return `a ${drink} and a ${food}`;
}
