import { beforeAll, describe, expect, it } from "vitest";
import { isSampled } from "../../src/agent/stream.ts";
import { type Config, configSchema } from "../../src/config.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { tensorMemory } from "../../src/nn/tensor.ts";
import type { LoadedRule } from "../../src/reward/load-rules.ts";
import { Learner } from "../../src/train/learner.ts";
import { Opponents } from "../../src/train/opponents.ts";
import { reinforce, type ReinforceStep, type RewardSource } from "../../src/train/reinforce.ts";
import { firstState } from "../../src/train/reinforce-state.ts";
import { stall, stallAgent, stallSettings } from "./stall.ts";

beforeAll(() => startEngine("wasm"));

/** A trivial rule, which a third of all words keep. */
const hasAnE: LoadedRule = {
  name: "has-an-e",
  summary: "Favours words with an e.",
  range: [0, 1],
  weight: 1,
  path: "",
  score: ({ words }) => words.filter((word) => word.includes("e")).length / Math.max(1, words.length),
};

const plain: Config = configSchema.parse({
  ...stallSettings,
  selfPlay: { scenes: 4, rollouts: 4, turns: [1], maxWords: 4 },
  reinforce: {
    steps: 50,
    learningRate: 0.03,
    finalRate: 1,
    kl: { coefficient: 0, target: 1 },
    entropy: { from: 0, to: 0 },
    supervisedEvery: 1000,
  },
});

/** The steps of a tiny agent that knows nothing yet. */
async function steps(settings: Config, rewardSource: RewardSource = "rules"): Promise<ReinforceStep[]> {
  const reference = stallAgent("reference");
  const learner = new Learner(reference.copy("learner"));
  const opponents = new Opponents(reference, settings.opponents);
  const setup = { learner, reference, opponents, corpus: stall, rules: [hasAnE], settings, seed: 1, rewardSource };
  const all: ReinforceStep[] = [];
  const counts: number[] = [];
  for await (const step of reinforce(setup, firstState(settings.reinforce.kl.coefficient))) {
    all.push(step);
    counts.push(tensorMemory().count);
  }
  // The first step also makes what is kept from then on.
  expect(new Set(counts.slice(1)).size).toBeLessThanOrEqual(1);
  return all;
}

const score = (some: readonly ReinforceStep[]): number =>
  some.reduce((sum, { rules }) => sum + (rules.get("has-an-e") ?? 0), 0) / some.length;

describe.each(["critic", "leave-one-out"] as const)("a tiny agent, compared by %s,", (baseline) => {
  const settings: Config = { ...plain, reinforce: { ...plain.reinforce, baseline } };

  it("learns a trivial rule from reward alone, and holds as many tensors at every step", async () => {
    const all = await steps(settings);
    expect(score(all.slice(0, 5))).toBeLessThan(0.5);
    expect(score(all.slice(-5))).toBeGreaterThan(0.9);
  }, 120_000);

  it("learns nothing at all from a constant reward, and does not drift", async () => {
    const all = await steps({ ...settings, reinforce: { ...settings.reinforce, steps: 4 } }, "constant");
    expect(all.map(({ update }) => update.gradientNorm)).toEqual([0, 0, 0, 0]);
  });
});

describe("the scenes", () => {
  it("begin with what people said in as large a share as the settings tell, and that is not learnt from", async () => {
    const selfPlay = { ...plain.selfPlay, rollouts: 1, openedByPeople: 0.5 };
    const [step] = await steps({ ...plain, selfPlay, reinforce: { ...plain.reinforce, steps: 1 } });
    const openings = step?.rollouts.map(({ dialogue }) => dialogue.scene.opening.length) ?? [];
    expect(openings.filter((length) => length > 0)).toHaveLength(2);
    for (const { dialogue, stream } of step?.rollouts ?? []) {
      const sampled = [...stream.turns].filter((_, t) => isSampled(stream, t));
      expect(Math.min(...sampled)).toBeGreaterThanOrEqual(dialogue.scene.opening.length);
    }
  });
});

describe("the partner", () => {
  it("is the learner itself where only that is drawn, and then every turn counts as one with itself", async () => {
    const shares = { ...plain, reinforce: { ...plain.reinforce, steps: 1 } };
    const opponents = { ...plain.opponents, reference: 0, past: 0, self: 1 };
    const [alone] = await steps({ ...shares, opponents });
    expect(alone?.rollouts.every(({ withItself }) => withItself)).toBe(true);
    expect(alone?.withItself.count).toBe(alone?.rollouts.length);
    expect((alone?.withItself.sum ?? 0) / (alone?.withItself.count ?? 0)).toBeCloseTo(alone?.reward ?? Number.NaN, 9);
    const [apart] = await steps({ ...shares, opponents: { ...opponents, reference: 1, self: 0 } });
    expect(apart?.withItself).toEqual({ sum: 0, count: 0 });
  });
});
