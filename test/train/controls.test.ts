import { beforeAll, describe, expect, it } from "vitest";
import type { Scene } from "../../src/dialogue/scene.ts";
import type { Participant, Speaker, Utterance } from "../../src/dialogue/speaker.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { tensorMemory } from "../../src/nn/tensor.ts";
import type { LoadedRule } from "../../src/reward/load-rules.ts";
import { every } from "../../src/train/bootstrap.ts";
import { bestByRules } from "../../src/train/controls.ts";
import { perform } from "../../src/train/measure.ts";
import { compositeStatistic } from "../../src/train/tally.ts";
import { yardstick } from "../../src/train/yardstick.ts";
import { stall, stallAgent, stallSettings } from "./stall.ts";

beforeAll(() => startEngine("wasm"));

const scenes = stall.dialogues.slice(0, 3).map(({ scene }) => scene);

/** Pays for every word of a turn. */
const wordy: LoadedRule = {
  name: "wordy",
  summary: "",
  path: "",
  weight: 1,
  range: [0, 1],
  score: ({ words }) => words.length / 100,
};

/** Draws a reply of one to five words from its key, and remembers what it heard. */
class Drafter implements Speaker {
  readonly name = "drafter";
  readonly heard: string[][] = [];
  readonly drawn: number[][] = [];

  join(_: readonly Scene[], seat: string, keys: readonly number[]): Participant {
    const heard: string[] = [];
    this.heard.push(heard);
    return {
      listen: (turns) => {
        heard.push(turns.map((turn) => (turn === null ? "-" : `${turn.seat} ${turn.text}`)).join(" | "));
        return Promise.resolve();
      },
      speak: (rows) => {
        const lengths = rows.map((row) => 1 + ((keys[row] ?? 0) % 5));
        this.drawn.push(lengths);
        return Promise.resolve(
          lengths.map((length): Utterance => ({ text: Array(length).fill(seat).join(" "), ends: false, cut: false })),
        );
      },
      dispose: () => undefined,
    };
  }
}

describe("the best of n", () => {
  it("is the reply that the rules pay most for, of n drawn for each row", async () => {
    const drafter = new Drafter();
    const best = bestByRules(drafter, { ...stall, rules: [wordy], n: 4 });
    const said = await best.join(scenes, "guest", [11, 12, 13]).speak([0, 2], { maxWords: 9 });
    const [lengths = []] = drafter.drawn;
    expect(lengths).toHaveLength(8);
    expect(said.map(({ text }) => text.split(" ").length)).toEqual([
      Math.max(...lengths.slice(0, 4)),
      Math.max(...lengths.slice(4)),
    ]);
    expect(new Set(lengths).size).toBeGreaterThan(1);
  });

  it("is drawn by someone who heard all that was said, and nothing that was not", async () => {
    const drafter = new Drafter();
    const guest = bestByRules(drafter, { ...stall, rules: [wordy], n: 2 }).join(scenes.slice(0, 2), "guest", [1, 2]);
    const turn = (seat: string, text: string): Turn => ({ seat, text });
    await guest.listen([turn("seller", "hello"), turn("seller", "hi")]);
    await guest.speak([0, 1], { maxWords: 9 });
    await guest.listen([turn("guest", "chosen"), turn("guest", "other")]);
    await guest.listen([turn("seller", "two"), null]);
    await guest.speak([0], { maxWords: 9 });
    expect(drafter.heard).toEqual([
      ["seller hello | seller hello | seller hi | seller hi"],
      ["seller hello | seller hello", "guest chosen | guest chosen", "seller two | seller two"],
    ]);
    // New luck every turn.
    expect(drafter.drawn[1]).toHaveLength(2);
  });

  it("of four agents' replies earns more than of one", async () => {
    const rules = [wordy];
    const reference = stallAgent();
    const stick = yardstick({ reference, corpus: stall, rules, settings: stallSettings, seed: 1 });
    const rewards: number[] = [];
    const counts: number[] = [];
    for (const n of [1, 4]) {
      const { scenes: tallied } = await perform(bestByRules(reference, { ...stall, rules, n }), stick);
      rewards.push(compositeStatistic(tallied, rules)(every(tallied.length)) ?? 0);
      counts.push(tensorMemory().count);
    }
    // An untrained agent's turns are short or long by chance: the longest of four is nearly always at the cap.
    expect(rewards[1]).toBeGreaterThan(1.2 * (rewards[0] ?? 1));
    expect(counts[1]).toBe(counts[0]);
  });

  it("scores with rules that count only: a metric does not choose", async () => {
    const drafter = new Drafter();
    const best = bestByRules(drafter, { ...stall, rules: [{ ...wordy, weight: 0 }], n: 4 });
    const [said] = await best.join(scenes, "guest", [11, 12, 13]).speak([0], { maxWords: 9 });
    expect(said?.text.split(" ")).toHaveLength(drafter.drawn[0]?.[0] ?? 0);
  });
});
