import { describe, expect, test } from "vitest";
import type { Dialogue } from "../../../src/dialogue/dialogue.ts";
import { ownStatements } from "../../../src/reward/claims/own-statements.ts";
import { moments } from "../../../src/reward/moment.ts";

const seats = ["a", "b"] as const;
const named = { totals: ["total"], unavailable: ["sold-out"] };

type Pairs = readonly (readonly [field: string, words: string])[];

function facts(pairs: Pairs): Dialogue["scene"]["facts"] {
  return new Map([["a", pairs.map(([field, words]) => ({ field, words }))]]);
}

function dialogue(known: Pairs, texts: readonly string[]): Dialogue {
  const turns = texts.map((text, index) => ({ seat: index % 2 === 0 ? "a" : "b", text }));
  return { id: "1", scene: { id: "1", facts: facts(known), opening: [] }, turns };
}

/** `+` for each statement of the last turn that agrees, `-` for each that does not. */
function checked(training: readonly Dialogue[], known: Pairs, ...texts: readonly string[]): string {
  const check = ownStatements(training, seats, named);
  const moment = moments(dialogue(known, texts), seats).at(-1);
  return moment
    ? check(moment)
        .map(({ agrees }) => (agrees ? "+" : "-"))
        .join("")
    : "";
}

describe("prices", () => {
  const menu: Pairs = [
    ["price", "flat white four"],
    ["price", "latte three fifty"],
    ["price", "scone two"],
    ["sold-out", "scone"],
  ];
  const says = (...texts: readonly string[]) => checked([dialogue(menu, [])], menu, ...texts);
  const billed = (text: string) => checked([dialogue(menu, [])], [...menu, ["total", "seven fifty"]], text);

  test.each([
    ["the flat white is four .", "+"],
    ["the flat white is four fifty .", "-"],
    ["flat white four , latte three fifty .", "++"],
    ["the flat white , four , and the latte , two .", "+-"],
    ["that's four for the flat white .", "+"],
    ["four fifty for a flat white .", "-"],
    ["£ 3.50 for the latte", "+"],
    ["two lattes , right ?", ""],
    ["a flat white and a latte , that's nine .", ""],
    ["a flat white and a latte come to nine .", ""],
    ["one latte . we close at six .", ""],
    ["the latte in five minutes .", ""],
    ["how much is the latte ?", ""],
  ])("%s", (text, expected) => {
    expect(says(text)).toBe(expected);
  });

  test.each([
    ["that's seven fifty , please .", "+"],
    ["so seven fifty altogether .", "+"],
    ["your total is eight .", "-"],
    ["a flat white and a latte , eight altogether .", "-"],
    ["a flat white and a latte , that's seven fifty .", "+"],
    ["give me five minutes .", ""],
  ])("with a total known: %s", (text, expected) => {
    expect(billed(text)).toBe(expected);
  });

  test.each([
    ["sorry , the scone is sold out .", "+"],
    ["i just sold the last scone , it's sold out .", "+"],
    ["sorry , no scones left .", "+"],
    ["we're out of latte .", "-"],
    ["how about a scone ?", "-"],
    ["so a scone and a latte , right ?", "-"],
    ["a scone ?", ""],
    ["there's no latte without milk .", ""],
  ])("of what is sold out: %s", (text, expected) => {
    expect(says(text)).toBe(expected);
  });

  test("an item that is not on the menu has no price", () => {
    const others = [dialogue([...menu, ["price", "mocha five"]], [])];
    expect(checked(others, menu, "the mocha is five .")).toBe("-");
    expect(checked(others, [], "the mocha is five .")).toBe("");
  });

  test("without a menu, what was said before is the price", () => {
    const training = [dialogue(menu, [])];
    expect(checked(training, [], "the latte is five .", "five ?", "yes , the latte is five .")).toBe("+");
    expect(checked(training, [], "the latte is five .", "five ?", "the latte is four .")).toBe("-");
    expect(checked(training, [], "hi .", "the latte is five .", "the latte is four .")).toBe("");
  });
});

describe("without a menu, what was said before", () => {
  const menu: Pairs = [
    ["price", "flat white four"],
    ["price", "scone two"],
  ];
  const said = (...texts: readonly string[]) => checked([dialogue(menu, [])], [], ...texts);

  test.each([
    ["that's six altogether .", "fine .", "so that's six , please .", "+"],
    ["that's six altogether .", "fine .", "so that's seven , please .", "-"],
    ["that's six altogether .", "and a scone .", "so that's eight , please .", ""],
    ["that's six altogether .", "make it two of each .", "so that's twelve , please .", ""],
    ["that's six altogether .", "the same again , please .", "so that's twelve , please .", ""],
    ["that's six altogether .", "fine .", "with the scone that's eight .", ""],
    ["we're out of scones .", "oh .", "sorry , the scone is sold out .", "+"],
    ["we're out of scones .", "oh .", "would you like a scone ?", "-"],
    ["would you like a scone ?", "yes .", "oh , the scone is sold out .", ""],
  ])("%s %s %s", (first, answer, then, expected) => {
    expect(said(first, answer, then)).toBe(expected);
  });

  test("what the partner said binds nobody else", () => {
    expect(said("hello .", "we're out of scones .", "would you like a scone ?")).toBe("");
    expect(said("hello .", "that's six .", "that's seven .")).toBe("");
  });
});

describe("what people say of themselves", () => {
  const pets: Pairs = ["dog rex", "cat rex", "dog milo", "cat milo"].map((words) => ["pet", words]);
  const jobs: Pairs = ["nurse", "bus driver", "baker"].map((words) => ["job", words]);
  const siblings: Pairs = ["one brother", "two brothers", "one sister", "two sisters"].map((words) => [
    "siblings",
    words,
  ]);
  const training = [...pets, ...jobs, ...siblings].map((fact) => dialogue([fact], []));
  const own: Pairs = [
    ["pet", "dog rex"],
    ["job", "bus driver"],
    ["siblings", "two brothers"],
  ];
  const says = (...texts: readonly string[]) => checked(training, own, ...texts);

  test.each([
    ["i'm a bus driver .", "+"],
    ["i work as a nurse .", "-"],
    ["my dog is called rex .", "++"],
    ["my dog is called milo .", "+-"],
    ["i have two brothers .", "++"],
    ["i have one brother .", "-+"],
    ["i have a sister .", "-"],
    ["i bake on sundays , i am not a baker .", ""],
    ["i'm not a bus driver .", "-"],
    ["i do not have any pets .", "-"],
    ["i have no brothers or sisters .", "-"],
    ["i never take my dog there .", "+"],
    ["my neighbour is a nurse .", ""],
    ["my sister-in-law and my friend the nurse are here .", ""],
    ["are you a nurse ?", ""],
    ["you are a nurse , how nice .", ""],
    ["i used to be a nurse .", ""],
    ["i took the bus .", ""],
    ["a nurse came by .", ""],
    ["i am a nurse , and you ?", "-"],
    ["am i a nurse ?", ""],
  ])("%s", (text, expected) => {
    expect(says(text)).toBe(expected);
  });

  test.each([
    ["i'm a nurse .", "i'm a baker .", "-"],
    ["i'm a nurse .", "as i said , i'm a nurse .", "+"],
    ["i have no pets .", "my cat is asleep .", "-"],
    ["my cat is asleep .", "i have no pets .", "-"],
    ["my cat is asleep .", "my pet is called milo .", ""],
    ["i'm not a nurse .", "i'm a baker .", ""],
  ])("without facts, %s then %s", (before, now, expected) => {
    expect(checked(training, [], before, "oh .", now)).toBe(expected);
  });

  test("what the partner said of itself binds nobody else", () => {
    expect(checked(training, [], "hi .", "i'm a nurse .", "i'm a baker .")).toBe("");
  });
});

describe("what a corpus shows of its fields", () => {
  const foods = ["ramen", "goulash", "sushi", "paella"];
  const talk = (food: string, text: string) => dialogue([["food", food]], [text.replace("FOOD", food)]);

  test("a field of which people name any value binds nobody", () => {
    const loose = [foods, foods, foods].flatMap((all) =>
      all.flatMap((food) => foods.map((other) => talk(food, `i like ${other} .`))),
    );
    const true_ = foods.flatMap((food) => foods.map(() => talk(food, "i like FOOD .")));
    expect(checked(loose, [["food", "ramen"]], "i like sushi .")).toBe("");
    expect(checked(true_, [["food", "ramen"]], "i like sushi .")).toBe("-");
  });

  test("in a field of what one likes, disliking one's own is a contradiction and disliking another thing is none", () => {
    const fond = foods.flatMap((food) => foods.map(() => talk(food, "i love FOOD .")));
    expect(checked(fond, [["food", "ramen"]], "i hate ramen .")).toBe("-");
    expect(checked(fond, [["food", "ramen"]], "i hate sushi .")).toBe("");
    expect(checked(fond, [["food", "ramen"]], "i love ramen .")).toBe("+");
  });

  test("in a field of what one dislikes, it is the other way round", () => {
    const averse = foods.flatMap((food) => foods.map(() => dialogue([["dislike", food]], [`i can't stand ${food} .`])));
    expect(checked(averse, [["dislike", "ramen"]], "i can't stand ramen .")).toBe("+");
    expect(checked(averse, [["dislike", "ramen"]], "i love ramen .")).toBe("-");
    expect(checked(averse, [["dislike", "ramen"]], "i love sushi .")).toBe("");
  });
});
