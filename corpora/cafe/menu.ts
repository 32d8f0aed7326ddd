/** What the café can put on its board, and what is in it. */
export interface Item {
  readonly name: string;
  readonly kind: "drink" | "food";
  /** Allergens that anyone would expect: a guest who cannot have them does not order it. */
  readonly has: readonly string[];
  /** An allergen that a guest would not expect, and that the barista must speak up about. */
  readonly hides?: string;
}

function item(kind: Item["kind"], name: string, has = "", hides?: string): Item {
  return { name, kind, has: has.split(" ").filter(Boolean), ...(hides === undefined ? {} : { hides }) };
}

const drinks: readonly Item[] = [
  item("drink", "espresso"),
  item("drink", "double espresso"),
  item("drink", "americano"),
  item("drink", "filter coffee"),
  item("drink", "cold brew"),
  item("drink", "flat white", "dairy"),
  item("drink", "latte", "dairy"),
  item("drink", "iced latte", "dairy"),
  item("drink", "vanilla latte", "dairy"),
  item("drink", "honey latte", "dairy"),
  item("drink", "cappuccino", "dairy"),
  item("drink", "cortado", "dairy"),
  item("drink", "macchiato", "dairy"),
  item("drink", "mocha", "dairy soy"),
  item("drink", "iced mocha", "dairy soy"),
  item("drink", "oat latte", "gluten"),
  item("drink", "soy cappuccino", "soy"),
  item("drink", "chai latte", "dairy"),
  item("drink", "matcha latte", "dairy"),
  item("drink", "hot chocolate", "dairy soy"),
  item("drink", "white hot chocolate", "dairy soy"),
  item("drink", "black tea"),
  item("drink", "green tea"),
  item("drink", "mint tea"),
  item("drink", "earl grey"),
  item("drink", "peach iced tea"),
  item("drink", "ginger lemonade"),
  item("drink", "apple juice"),
  item("drink", "orange juice"),
  item("drink", "sparkling water"),
];

const foods: readonly Item[] = [
  item("food", "scone", "gluten dairy eggs"),
  item("food", "butter croissant", "gluten dairy eggs"),
  item("food", "almond croissant", "gluten dairy eggs nuts"),
  item("food", "cinnamon roll", "gluten dairy eggs", "nuts"),
  item("food", "blueberry muffin", "gluten dairy eggs", "soy"),
  item("food", "carrot cake", "gluten dairy eggs", "nuts"),
  item("food", "walnut brownie", "gluten dairy eggs nuts", "soy"),
  item("food", "lemon tart", "gluten dairy eggs", "nuts"),
  item("food", "plum cake", "gluten dairy eggs"),
  item("food", "apple pie", "gluten", "eggs"),
  item("food", "oat cookie", "gluten", "sesame"),
  item("food", "ginger biscuit", "gluten", "dairy"),
  item("food", "flapjack", "gluten", "nuts"),
  item("food", "rice pudding", "dairy", "nuts"),
  item("food", "fruit salad", ""),
  item("food", "cheese toastie", "gluten dairy"),
  item("food", "mushroom toastie", "gluten", "dairy"),
  item("food", "sesame bagel", "gluten sesame"),
  item("food", "egg sandwich", "gluten eggs"),
  item("food", "lentil wrap", "gluten", "sesame"),
  item("food", "pesto wrap", "gluten dairy", "nuts"),
  item("food", "tomato quiche", "gluten dairy eggs"),
];

export const items: readonly Item[] = [...drinks, ...foods];

const byName: ReadonlyMap<string, Item> = new Map(items.map((each) => [each.name, each]));

export function itemNamed(name: string): Item | undefined {
  return byName.get(name);
}

export function kindOf(name: string): Item["kind"] {
  return byName.get(name)?.kind ?? "food";
}

/** Whether someone who cannot have `allergen` must not be served the item. */
export function contains(name: string, allergen: string): boolean {
  const found = byName.get(name);
  return found !== undefined && (found.has.includes(allergen) || found.hides === allergen);
}

export const allergens = ["nuts", "dairy", "gluten", "eggs", "soy", "sesame"] as const;

/** "oat latte" and "honey latte": on a board with both, a "latte" leaves it open which one is meant. */
export function overlaps(a: string, b: string): boolean {
  const words = b.split(" ");
  return a.split(" ").some((word) => words.includes(word));
}
