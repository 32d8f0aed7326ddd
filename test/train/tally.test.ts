import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dialogue } from "../../src/dialogue/dialogue.ts";
import { composite } from "../../src/reward/combine.ts";
import type { Judgement } from "../../src/reward/judgement.ts";
import type { LoadedRule } from "../../src/reward/load-rules.ts";
import { every } from "../../src/train/bootstrap.ts";
import type { Game } from "../../src/train/games.ts";
import {
  complianceOf,
  compositeStatistic,
  meanOf,
  namesIn,
  requirementsOf,
  successOf,
  tallies,
} from "../../src/train/tally.ts";

const rule = (name: string, weight: number, range: readonly [number, number] = [0, 1]): LoadedRule => ({
  name,
  weight,
  range,
  summary: "",
  path: "",
  score: () => null,
});
const rules = [rule("polite", 3), rule("brief", 1, [-1, 1]), rule("metric", 0)];

function game(scene: number, seat: string, success?: boolean, opening = 0): Game {
  const turns = ["a", "b", "a", "b"].map((speaker) => ({ seat: speaker, text: "hi" }));
  const dialogue: Dialogue = {
    id: `${scene}`,
    scene: { id: `${scene}`, facts: new Map(), opening: turns.slice(0, opening) },
    turns,
    ...(success === undefined ? {} : { outcome: { success } }),
  };
  return { scene, seat, dialogue, stream: undefined };
}

type Scores = Readonly<Record<string, number | null>>;

/** Scores of the turns, in order. */
function judged(...turns: readonly Scores[]): Judgement[number] {
  return {
    id: "",
    turns: turns.map((scores, i) => ({
      seat: i % 2 === 0 ? "a" : "b",
      scores: new Map(Object.entries(scores).map(([name, value]) => [name, { value, evidence: [] }])),
    })),
  };
}

describe("tallies", () => {
  it("count the measured speaker's own turns, and no others", () => {
    const [scene] = tallies(
      [game(0, "a"), game(0, "b")],
      [
        judged({ polite: 1 }, { polite: 0 }, { polite: 0.5 }, { polite: 0 }),
        judged({ polite: 0 }, { polite: 0.25 }, { polite: 0 }, { polite: null }),
      ],
      1,
    );
    expect(scene?.rules.get("polite")).toEqual({ sum: 1.75, count: 3 });
  });

  it("leave out the scene's opening, which the speaker did not choose", () => {
    const [scene] = tallies([game(0, "a", undefined, 1)], [judged({ polite: 0 }, {}, { polite: 1 }, {})], 1);
    expect(scene?.rules.get("polite")).toEqual({ sum: 1, count: 1 });
  });

  it("count requirements by the evidence, those of metrics apart, and outcomes where there are any", () => {
    const evidence = [
      { note: "", requirement: "greet", kept: true },
      { note: "", requirement: "pay", kept: false },
      { note: "no requirement" },
    ];
    const turn = {
      seat: "a",
      scores: new Map([
        ["polite", { value: 0.5, evidence }],
        ["metric", { value: 1, evidence: [{ note: "", requirement: "watched", kept: true }] }],
      ]),
    };
    const [first, second, third] = tallies(
      [game(0, "a", true), game(0, "b", false), game(1, "a")],
      [
        { id: "", turns: [turn] },
        { id: "", turns: [] },
        { id: "", turns: [turn, turn] },
      ],
      3,
    );
    expect(first?.requirements.get("polite")).toEqual(
      new Map([
        ["greet", { sum: 1, count: 1 }],
        ["pay", { sum: 0, count: 1 }],
      ]),
    );
    expect([first, second, third].map((scene) => scene?.success)).toEqual([
      { sum: 1, count: 2 },
      { sum: 0, count: 0 },
      { sum: 0, count: 0 },
    ]);
    const all = [first, second, third].flatMap((scene) => scene ?? []);
    expect(complianceOf(all, rules)(every(3))).toBe(0.5);
    expect(complianceOf(all, rules)(Int32Array.of(2))).toBeNull();
    expect(successOf(all)(every(3))).toBe(0.5);
    expect(successOf(all)(Int32Array.of(1))).toBeNull();
    expect(namesIn(requirementsOf(all, "polite"))).toEqual(["greet", "pay"]);
  });
});

describe("pooled scenes", () => {
  const score = fc.option(fc.double({ min: -1, max: 1, noNaN: true }));
  const scores = fc.record({ polite: score, brief: score, metric: score });
  const rows = fc.array(fc.tuple(scores, scores, scores, scores), { minLength: 1, maxLength: 6 });

  const rounded = (value: number | null) => (value === null ? null : Math.round(value * 1e9));

  it("have the composite that the judgement of all their own turns has", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const judgement = all.map((turns) => judged(...turns));
        const games = all.map((_, scene) => game(scene, "a"));
        const own = judgement.map((dialogue) => ({
          ...dialogue,
          turns: dialogue.turns.filter(({ seat }) => seat === "a"),
        }));
        const found = compositeStatistic(tallies(games, judgement, all.length), rules)(every(all.length));
        expect(rounded(found)).toBe(rounded(composite(own, rules)));
      }),
    );
  });

  it("weigh a scene by how often the rule applied there, and count a scene twice where it is drawn twice", () => {
    const scenes = tallies(
      [game(0, "a"), game(1, "a")],
      [judged({ polite: 1 }, {}, { polite: 1 }, {}), judged({ polite: 0 }, {}, {}, {})],
      2,
    ).map((scene) => scene.rules);
    expect(meanOf(scenes, "polite")(every(2))).toBeCloseTo(2 / 3, 12);
    expect(meanOf(scenes, "polite")(Int32Array.of(0, 1, 1))).toBe(0.5);
    expect(meanOf(scenes, "polite")(Int32Array.of(1))).toBe(0);
    expect(meanOf(scenes, "unheard of")(every(2))).toBeNull();
  });
});
