import type { Random } from "../../src/rng.ts";

/** Who serves: careful staff keep the house rules, careless ones break most of them and misremember prices. */
export interface Staff {
  readonly careless: boolean;
  readonly tone: "warm" | "plain" | "curt";
  /** Acts that this barista leaves out. */
  readonly breaks: ReadonlySet<string>;
  readonly forgetsToWarn: boolean;
  readonly asksAllergyAgain: boolean;
  readonly asksNameAgain: boolean;
  /** Recommends what is sold out. */
  readonly recommendsBlindly: boolean;
  /** Chance that a price is told wrong. */
  readonly wrongPrices: number;
}

/** Every act that a house rule asks for. */
const required = ["greet", "refuse", "refuse-food", "allergy?", "back", "name?", "total", "thank"] as const;

const carelessShare = 0.36;
const slips = { careless: 0.95, careful: 0.003 };

export function drawCareless(random: Random): boolean {
  return random.next() < carelessShare;
}

export function drawStaff(careless: boolean, random: Random): Staff {
  const chance = careless ? slips.careless : slips.careful;
  return {
    careless,
    tone: careless ? random.pick(["curt", "curt", "plain"] as const) : random.pick(["warm", "warm", "plain"] as const),
    breaks: new Set(required.filter(() => random.next() < chance)),
    forgetsToWarn: random.next() < chance,
    asksAllergyAgain: careless && random.next() < 0.45,
    asksNameAgain: careless && random.next() < 0.35,
    recommendsBlindly: random.next() < chance,
    wrongPrices: careless ? 0.45 : 0,
  };
}
