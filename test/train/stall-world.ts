/** The market stall's world, in a file of its own so that a worker thread can load it. */
import type { Scene } from "../../src/dialogue/scene.ts";
import type { World } from "../../src/dialogue/world.ts";

const fruits = ["plum", "pear", "fig", "lime", "kiwi", "apple"];
const prices = ["two", "three", "four", "five", "six"];
const names = ["ada", "ben", "cleo", "dan", "eve"];

function sceneOf(id: string, random: () => number): Scene {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? "";
  const [first, second, third] = fruits.map((fruit) => [random(), fruit] as const).sort(([a], [b]) => a - b);
  const offered = [first, second, third].map((entry) => entry?.[1] ?? "");
  return {
    id,
    facts: new Map([
      ["seller", offered.map((fruit) => ({ field: "price", words: `${fruit} ${pick(prices)}` }))],
      [
        "guest",
        [
          { field: "wish", words: pick(offered) },
          { field: "name", words: pick(names) },
        ],
      ],
    ]),
    opening: [],
  };
}

export const factOf = (scene: Scene, seat: string, field: string, has = ""): string =>
  scene.facts.get(seat)?.find((fact) => fact.field === field && fact.words.startsWith(has))?.words ?? "";

const world: World = {
  newScene: sceneOf,
  consequence: () => ({}),
  outcome: (scene, turns) => {
    const price = factOf(scene, "seller", "price", factOf(scene, "guest", "wish")).split(" ")[1] ?? "";
    return { success: turns.some(({ seat, text }) => seat === "seller" && text.split(" ").includes(price)) };
  },
};

export default world;
