import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Line, material } from "../../corpora/cafe/material.ts";
import { houseRules } from "../../src/reward/house-rules/house-rules.ts";
import { moments } from "../../src/reward/moment.ts";

const { scripts, heldOut, pools } = material();
const seats = ["barista", "customer"] as const;
const houseRulesText = readFileSync(new URL("../../corpora/cafe/house-rules.yaml", import.meta.url), "utf8");
const decide = houseRules({ name: "cafe", seats, houseRules: houseRulesText, dialogues: [] });

/** Every line of an act, wherever it is written. */
function lines(seat: string, act: string): Line[] {
  const own = [...scripts, ...heldOut].flatMap(({ turns }) =>
    turns.filter((turn) => turn.seat === seat).flatMap(({ moves }) => moves.filter((move) => move.act === act)),
  );
  return [...[...(pools.get(`${seat} ${act}`)?.values() ?? [])].flat(), ...own.flatMap((move) => move.own ?? [])];
}

const slots = new Map([
  ["total", "seven"],
  ["out", "scone"],
  ["order", "a latte and a bagel"],
  ["drink", "latte"],
]);
const known = [
  { field: "total", words: "seven" },
  { field: "sold-out", words: "scone" },
];
const scene = { id: "counter", facts: new Map([["barista", known]]), opening: [] };

/** Whether the line keeps a house rule, said to a guest who just ordered what is sold out. */
function keeps(rule: string, line: Line): boolean {
  const text = line.text.replaceAll(/\{([a-z-]+)\}/g, (_, slot: string) => slots.get(slot) ?? "something");
  const turns = [
    { seat: "customer", text: "a scone , please ." },
    { seat: "barista", text },
  ];
  const said = moments({ id: "line", scene, turns }, seats, false).at(-1);
  if (said === undefined || decide === undefined) throw new Error("no house rules to keep");
  return decide(said).some(({ requirement, kept }) => requirement.name === rule && kept);
}

describe("the material", () => {
  it("has 120 whole dialogues and 15 more for the test, each under a name of its own", () => {
    expect(scripts.length).toBeGreaterThanOrEqual(120);
    expect(heldOut.length).toBeGreaterThanOrEqual(15);
    const names = [...scripts, ...heldOut].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([
    [
      "barista",
      "greet ask ack refuse refuse-food food? allergy? note warn recommend back name? price prices total pay? thank bye",
    ],
    ["customer", "hi order both instead accept eat accept-food no-food drop none allergy yes name pay bye"],
  ])("has forty ways for each common thing that a %s says", (seat, acts) => {
    for (const act of acts.split(" ")) {
      const ways = [...(pools.get(`${seat} ${act}`)?.values() ?? [])].flat().map((line) => line.text);
      expect(new Set(ways).size, act).toBeGreaterThanOrEqual(40);
    }
  });

  const acts = [
    ["greet", "greet-first"],
    ["allergy?", "ask-allergies"],
    ["back", "read-back"],
    ["refuse", "own-up-to-sold-out"],
    ["refuse-food", "own-up-to-sold-out"],
    ["name?", "ask-name"],
    ["total", "tell-total"],
    ["thank", "thank-guest"],
  ] as const;

  it.each(acts)("keeps the rule with every line of %s", (act, rule) => {
    expect(
      lines("barista", act)
        .filter((line) => !keeps(rule, line))
        .map((line) => line.text),
    ).toEqual([]);
  });

  it("keeps no rule by the way, in a line that is there for something else", () => {
    const others = [...pools.keys()]
      .filter((key) => key.startsWith("barista "))
      .map((key) => key.slice("barista ".length));
    for (const [act, rule] of acts.filter(([, name]) => !["greet-first", "thank-guest"].includes(name))) {
      for (const other of others) {
        if (other === act || acts.some(([each, same]) => each === other && same === rule)) continue;
        expect(
          lines("barista", other)
            .filter((line) => keeps(rule, line))
            .map((line) => line.text),
          `${other} as ${act}`,
        ).toEqual([]);
      }
    }
  });

  it("asks only questions that it can answer", () => {
    const questions = [...pools.keys()].filter((key) => key.startsWith("customer ") && key.endsWith("?"));
    const answers = questions.map((key) => key.replace("customer ", "barista ").slice(0, -1));
    expect(answers.filter((key) => !pools.has(key))).toEqual([]);
    expect(questions.length).toBeGreaterThan(4);
  });
});
