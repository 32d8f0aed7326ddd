import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { items } from "../../corpora/cafe/menu.ts";
import world from "../../corpora/cafe/world.ts";
import { factsKnown } from "../../src/dialogue/dialogue.ts";
import type { Scene } from "../../src/dialogue/scene.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import { randomFrom } from "../../src/rng.ts";

function sceneOf(wishes: Record<"drink" | "instead" | "food" | "allergy", string>): Scene {
  const barista = [
    ["price", "flat white four"],
    ["price", "mint tea three fifty"],
    ["price", "iced mocha five"],
    ["price", "carrot cake three"],
    ["price", "scone two fifty"],
    ["sold-out", "iced mocha"],
    ["contains", "carrot cake nuts"],
  ] as const;
  const facts = (pairs: readonly (readonly [string, string])[]) => pairs.map(([field, words]) => ({ field, words }));
  return {
    id: "written",
    facts: new Map([
      ["barista", facts(barista)],
      ["customer", facts([...Object.entries(wishes), ["name", "ada"]])],
    ]),
    opening: [],
  };
}

const plain = sceneOf({ drink: "flat white", instead: "mint tea", food: "nothing", allergy: "none" });
const hungry = sceneOf({ drink: "flat white", instead: "mint tea", food: "carrot cake", allergy: "none" });
const allergic = sceneOf({ drink: "flat white", instead: "mint tea", food: "carrot cake", allergy: "nuts" });
const unlucky = sceneOf({ drink: "iced mocha", instead: "mint tea", food: "nothing", allergy: "none" });

/** Alternating turns, the barista first. */
function talk(...texts: readonly string[]): Turn[] {
  return texts.map((text, index) => ({ seat: index % 2 === 0 ? "barista" : "customer", text }));
}

/** What the till shows after each turn. */
function totals(scene: Scene, turns: readonly Turn[]): (string | undefined)[] {
  const said: Turn[] = [];
  return turns.map((turn) => {
    said.push({ ...turn, ...world.consequence(scene, [...said, turn]) });
    const known = factsKnown({ scene, turns: said }, "barista").filter(({ field }) => field === "total");
    expect(known.length).toBeLessThan(2);
    return known[0]?.words;
  });
}

describe("the till", () => {
  it("shows the price of what was ordered, then the sum", () => {
    const turns = talk(
      "hi , what can i get you ?",
      "a flat white , please .",
      "anything to eat ?",
      "yes , a carrot cake .",
    );
    expect(totals(hungry, turns)).toEqual([undefined, "four", "four", "seven"]);
  });

  it("orders nothing where a guest only asks", () => {
    expect(totals(plain, talk("hi !", "how much is the flat white ?"))).toEqual([undefined, undefined]);
    expect(totals(plain, talk("hi !", "can i get a flat white ?"))).toEqual([undefined, "four"]);
  });

  it("follows a change of mind, a refusal and what is taken instead", () => {
    expect(totals(plain, talk("hi !", "a mint tea .", "sure .", "no , wait . a flat white .")).at(-1)).toBe("four");
    expect(totals(hungry, talk("hi !", "a flat white and a scone .", "okay .", "no scone , sorry .")).at(-1)).toBe(
      "four",
    );
    const refused = talk("hi !", "an iced mocha .", "the iced mocha is sold out . what else ?", "a mint tea then .");
    expect(totals(unlucky, refused)).toEqual([undefined, "five", undefined, "three fifty"]);
    expect(totals(unlucky, talk("hi !", "an iced mocha .", "sorry , that's sold out .")).at(-1)).toBeUndefined();
  });

  it("adds what was offered where the guest says yes, not where they say no", () => {
    const offer = "sorry , no iced mocha left . how about a mint tea ?";
    expect(totals(unlucky, talk("hi !", "an iced mocha .", offer, "sure , why not .")).at(-1)).toBe("three fifty");
    expect(totals(unlucky, talk("hi !", "an iced mocha .", offer, "no , thanks .")).at(-1)).toBeUndefined();
  });

  it("takes off what the guest goes without after a warning", () => {
    const turns = talk(
      "hi !",
      "a flat white and a carrot cake .",
      "the carrot cake has nuts in it .",
      "just the drink then .",
    );
    expect(totals(allergic, turns)).toEqual([undefined, "seven", "seven", "four"]);
    const comma = talk(
      "hi !",
      "a flat white and a carrot cake .",
      "not the carrot cake , it contains nuts .",
      "i'll do without .",
    );
    expect(totals(allergic, comma).at(-1)).toBe("four");
  });

  it("never fails, and never changes its mind, over nonsense", () => {
    const words = [
      ...items.flatMap(({ name }) => name.split(" ")),
      ..."no not a the , . ? yes sold out of is seven fifty".split(" "),
    ];
    const text = fc.array(fc.constantFrom(...words), { maxLength: 20 }).map((said) => said.join(" "));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 14 }), fc.nat(), (texts, seed) => {
        const random = randomFrom(seed, "nonsense");
        const scene = world.newScene("any", () => random.next());
        const turns = talk(...texts);
        expect(totals(scene, turns)).toEqual(totals(scene, turns));
        expect(world.outcome(scene, turns)).toEqual(world.outcome(scene, turns));
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(world.consequence(plain, talk("constructor __proto__", ""))).toEqual({});
    expect(world.consequence(plain, [])).toEqual({});
  });

  it("takes well under a millisecond a turn", () => {
    const turns = talk(
      ...Array<string>(14).fill("so a flat white and a carrot cake , is that right ? and what name , please ?"),
    );
    const times = Array.from({ length: 40 }, () => {
      const start = performance.now();
      for (let call = 0; call < 50; call++) world.consequence(hungry, turns);
      return (performance.now() - start) / 50;
    });
    expect(Math.min(...times)).toBeLessThan(0.2);
  });
});

describe("the outcome", () => {
  const paid = ["that's four , please .", "here you go ."];

  it("is a success where wish, price and total are right", () => {
    const turns = talk("hi !", "a flat white .", "the flat white is four . that's four , please .", "here you go .");
    expect(world.outcome(plain, turns)).toEqual({ success: true });
  });

  it.each([
    [plain, ["hi !", "hello .", ...paid], "no drink was ordered"],
    [plain, ["hi !", "a mint tea .", "that's three fifty .", "here ."], "did not wish for the mint tea"],
    [
      plain,
      ["hi !", "a flat white .", "the flat white is six . that's four .", "here ."],
      "wrong price for the flat white",
    ],
    [plain, ["hi !", "a flat white .", "that comes to nine .", "here ."], "the total is wrong"],
    [plain, ["hi !", "a flat white .", "card ?", "here ."], "no total was told"],
    [
      plain,
      ["hi !", "a flat white .", "we're out of flat white .", "a mint tea then ."],
      "the flat white is not sold out",
    ],
    [hungry, ["hi !", "a flat white .", ...paid], "wished for the carrot cake"],
    [unlucky, ["hi !", "an iced mocha .", "that's five .", "here ."], "the iced mocha is sold out"],
    [
      allergic,
      ["hi !", "a flat white and a carrot cake .", "that's seven .", "here ."],
      "the carrot cake has nuts in it",
    ],
  ] as const)("names what went wrong, case %#", (scene, texts, reason) => {
    const { success, reasons } = world.outcome(scene, talk(...texts));
    expect(success).toBe(false);
    expect(reasons).toContain(reason);
  });

  it("accepts the second wish only where the first is not to be had, and an offer that was taken", () => {
    const second = talk(
      "hi !",
      "an iced mocha .",
      "the iced mocha is sold out .",
      "a mint tea .",
      "that's three fifty .",
      "here .",
    );
    expect(world.outcome(unlucky, second)).toEqual({ success: true });
    const offered = ["hi !", "an iced mocha .", "the iced mocha is sold out . a flat white ?", "yes please .", ...paid];
    expect(world.outcome(unlucky, talk(...offered))).toEqual({ success: true });
  });

  it("accepts that a guest goes without what they must not eat", () => {
    const turns = [
      "hi !",
      "a flat white and a carrot cake .",
      "the carrot cake has nuts in it .",
      "no carrot cake then .",
      ...paid,
    ];
    expect(world.outcome(allergic, talk(...turns))).toEqual({ success: true });
  });

  it("takes the hour for no price", () => {
    const turns = talk("hi !", "a flat white .", "that's four .", "when do you close ?", "we close at six .", "bye .");
    expect(world.outcome(plain, turns)).toEqual({ success: true });
  });
});
