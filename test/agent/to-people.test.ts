import { beforeAll, expect, it } from "vitest";
import { toPeople } from "../../src/agent/to-people.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { streamKey } from "../../src/rng.ts";
import { scene, toyAgent } from "./toy.ts";

beforeAll(() => startEngine("wasm"));

const rows = Array.from({ length: 40 }, (_, row) => row);
const scenes = rows.map(() => scene);
const keys = rows.map((row) => streamKey(5, row));

/** The mean over rows of what a word of a first turn is likely by, in nats. */
async function likelihood(n: number): Promise<number> {
  const said = await toPeople(toyAgent(), n).join(scenes, "barista", keys).speak(rows, { maxWords: 6 });
  const perWord = said.map(({ text, logProb }) => logProb / (text.split(" ").length + 1));
  return perWord.reduce((sum, each) => sum + each, 0) / perWord.length;
}

it("says the likeliest of several replies, word by word", async () => {
  const [one, three, ten] = [await likelihood(1), await likelihood(3), await likelihood(10)];
  expect(three).toBeGreaterThan(one + 0.05);
  expect(ten).toBeGreaterThan(three + 0.05);
});

it("says what stands for nothing only where every reply has some of it", async () => {
  const unbound = async (n: number): Promise<number> => {
    const said = await toPeople(toyAgent(), n).join(scenes, "barista", keys).speak(rows, { maxWords: 6 });
    return said.reduce((sum, each) => sum + each.unbound, 0);
  };
  const [one, ten] = [await unbound(1), await unbound(10)];
  expect(one).toBeGreaterThan(5);
  expect(ten).toBeLessThan(one / 4);
});

it("tells of each word where it came from, where it is asked to", async () => {
  const speaking = toPeople(toyAgent()).join(scenes, "barista", keys);
  for (const { text, spoken } of await speaking.speak(rows, { maxWords: 6, withWords: true })) {
    expect(spoken.map(({ word }) => word).join(" ")).toBe(text);
    for (const { source } of spoken) expect(source.own + source.repeated + source.lookedUp).toBeCloseTo(1, 5);
  }
  const [{ spoken } = { spoken: [{}] }] = await speaking.speak([0], { maxWords: 6 });
  expect(spoken).toEqual([]);
});
