import { beforeAll, expect, it } from "vitest";
import { at } from "../../src/at.ts";
import type { AgentUtterance } from "../../src/agent/mind.ts";
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

it("says the first reply that is likely enough, however much likelier another one is", async () => {
  let [passedOver, notTheLikeliest] = [0, 0];
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    // Hardly undecided, so that some replies are likely enough.
    const agent = toyAgent(8, 1, seed, 0.04);
    const draw = (k: number): Promise<readonly AgentUtterance[]> => {
      const streams = keys.map((key) => streamKey(streamKey(key, "turn", 0), k));
      return agent.join(scenes, "barista", streams).speak(rows, { maxWords: 6 });
    };
    const drawn = [await draw(0), await draw(1), await draw(2)];
    const said = await toPeople(agent, 3).join(scenes, "barista", keys).speak(rows, { maxWords: 6 });
    for (const row of rows) {
      const replies = drawn.map((all) => at(all, row)).filter(({ unbound }) => unbound === 0);
      const perWord = replies.map(({ text, logProb }) => logProb / (text.split(" ").length + 1));
      const enough = perWord.findIndex((each) => each >= -0.3);
      if (enough < 0) continue;
      expect(at(said, row).text).toBe(at(replies, enough).text);
      if (enough > 0) passedOver++;
      if (at(perWord, enough) < Math.max(...perWord)) notTheLikeliest++;
    }
  }
  expect(passedOver).toBeGreaterThan(0);
  expect(notTheLikeliest).toBeGreaterThan(0);
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
