import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Agent } from "../../../src/agent/agent.ts";
import { lessonGradients, read } from "../../../src/agent/lesson.ts";
import { startEngine } from "../../../src/nn/engine.ts";
import { dispose, type Tensor, tensorMemory, valuesOf } from "../../../src/nn/tensor.ts";
import type { LoadedRule } from "../../../src/reward/load-rules.ts";
import { randomFrom } from "../../../src/rng.ts";
import { forkModule } from "../../../src/spawn.ts";
import { Crew, inThisThread, startCrew } from "../../../src/train/crew/crew.ts";
import { type Pool, startPool } from "../../../src/train/crew/pool.ts";
import { playGames } from "../../../src/train/games.ts";
import { Learner } from "../../../src/train/learner.ts";
import { Opponents } from "../../../src/train/opponents.ts";
import { likelihood, perplexity, pretrain, sides } from "../../../src/train/pretrain.ts";
import { reinforce } from "../../../src/train/reinforce.ts";
import { firstState } from "../../../src/train/reinforce-state.ts";
import { trainingScenes } from "../../../src/train/scenes.ts";
import brokenWorld from "../../fixtures/crew/broken-world.ts";
import { stall, stallAgent, stallRules, stallSettings } from "../stall.ts";
import stallWorld from "../stall-world.ts";

const fixture = (name: string): string => new URL(`../../fixtures/crew/${name}`, import.meta.url).pathname;
const settings = {
  ...stallSettings,
  selfPlay: { ...stallSettings.selfPlay, scenes: 9, rollouts: 4 },
  reinforce: { ...stallSettings.reinforce, steps: 2, supervisedEvery: 2 },
};
const options = {
  batch: 20,
  heardShare: 0.5,
  unknownShare: 0.1,
  finalRate: 0.1,
  learningRate: 0.01,
  warmup: 2,
  clip: 1,
  steps: 3,
  every: 3,
  patience: 2,
};
const split = (name: string) => stall.dialogues.filter((dialogue) => dialogue.split === name);
const human = sides(split("train").slice(0, 30), stall.seats);
const lessonsFor = (agent: Agent) =>
  likelihood(human, { vocabulary: agent.vocabulary, heardShare: 0.5, random: randomFrom(1) });

let rules: readonly LoadedRule[];
let pools: readonly [Pool, Pool];
let crews: readonly [Crew, Crew];
beforeAll(async () => {
  await startEngine("wasm");
  rules = await stallRules();
  const start = (threads: number) => startPool({ engine: "wasm", threads, corpus: stall });
  pools = [await start(2), await start(4)];
  crews = [new Crew(pools[0]), new Crew(pools[1])];
}, 60_000);
afterAll(() => Promise.all(crews.map((crew) => crew.close())));

const valuesByName = (tensors: { readonly [name: string]: Tensor }) =>
  new Map(Object.entries(tensors).map(([name, t]) => [name, valuesOf(t)]));

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A few steps of each kind, and all that came out of them. */
async function trained(crew: Crew) {
  const reference = stallAgent("reference");
  const data = { train: human, validation: sides(split("validation"), stall.seats) };
  const student = new Learner(reference, { crew });
  const looks = await collected(pretrain(student, data, options, randomFrom(1, "pretrain")));
  const learner = new Learner(reference.copy("learner"), { crew });
  const opponents = new Opponents(reference, { ...settings.opponents, self: 0.5, past: 0 });
  const loop = reinforce({ learner, reference, opponents, corpus: stall, rules, settings, seed: 1 }, firstState(0.1));
  const steps = await collected(loop);
  const games = await playGames(learner.agent, {
    partner: reference,
    scenes: trainingScenes(stall, 30, randomFrom(1)),
    stage: { ...stall, maxTurns: 4, maxWords: 6 },
    seed: 1,
    crew,
  });
  return {
    looks,
    steps,
    games,
    perplexity: await perplexity(learner.agent, human, crew),
    reference: valuesByName(reference.parameters),
    learner: valuesByName(learner.agent.parameters),
    moments: valuesByName(learner.optimizer.second),
  };
}

describe("a crew", () => {
  it("trains the same agent, to the bit, in this thread, in two and in four", async () => {
    const alone = await trained(inThisThread);
    expect(alone.looks.map(({ loss }) => Number.isFinite(loss))).toEqual([true, true, true]);
    expect(alone.steps.map(({ update }) => update.taken)).toEqual([true, true]);
    expect(alone.learner.get("embedding")).not.toEqual(alone.reference.get("embedding"));
    for (const crew of crews) expect(await trained(crew)).toEqual(alone);
  }, 60_000);

  it("gives the gradient and the readings of all lessons together", async () => {
    const agent = stallAgent();
    const lessons = lessonsFor(agent);
    const [whole, parts] = [lessonGradients(agent, lessons), await crews[0].gradients(agent, lessons)];
    expect(parts.loss).toBeCloseTo(whole.loss, 5);
    expect(Object.keys(parts.gradients)).toEqual(Object.keys(whole.gradients));
    for (const [name, values] of valuesByName(whole.gradients)) {
      const found = valuesByName(parts.gradients).get(name) ?? [];
      const difference = Math.hypot(...values.map((x, i) => x - (found[i] ?? Number.NaN)));
      expect(difference / Math.max(1e-3, Math.hypot(...values)), name).toBeLessThan(1e-4);
    }
    dispose([...Object.values(whole.gradients), ...Object.values(parts.gradients)]);
    const readings = await crews[0].read(agent, lessons);
    const expected = read(agent, lessons);
    const errors = readings.flatMap(({ logProbs }, row) =>
      [...logProbs].map((logProb, t) => Math.abs(logProb - (expected[row]?.logProbs[t] ?? 0))),
    );
    // The places that nobody asked for are NaN, here as there.
    expect(errors.filter(Number.isNaN)).toHaveLength(
      expected.flatMap(({ logProbs }) => [...logProbs].filter(Number.isNaN)).length,
    );
    expect(Math.max(...errors.filter(Number.isFinite))).toBeLessThan(1e-4);
  });

  it("sees new weights at once, and of several agents each its own", async () => {
    const [one, other] = [stallAgent("one", 1), stallAgent("other", 2)];
    const lessons = lessonsFor(one).slice(0, 4);
    const reading = async (agent: Agent) => (await crews[0].read(agent, lessons)).map(({ logProbs }) => logProbs);
    const before = await reading(one);
    expect(await reading(other)).not.toEqual(before);
    await new Learner(one, { crew: crews[0] }).update(lessons, { learningRate: 0.01, clip: 1 });
    expect(await reading(one)).not.toEqual(before);
    expect(await reading(one)).toEqual((await inThisThread.read(one, lessons)).map(({ logProbs }) => logProbs));
  });

  it("holds as many tensors after many steps as after a few, here and in every thread", async () => {
    const learner = new Learner(stallAgent(), { crew: crews[0] });
    const lessons = lessonsFor(learner.agent);
    const step = () => learner.update(lessons, { learningRate: 0.01, clip: 1 });
    for (let i = 0; i < 6; i++) await step();
    const before = [tensorMemory().count, ...pools[0].tensors];
    for (let i = 0; i < 20; i++) await step();
    expect([tensorMemory().count, ...pools[0].tensors]).toEqual(before);
    // Agents that nobody asks for any more are let go.
    const readAnother = () => crews[0].read(stallAgent(), lessons);
    for (let i = 0; i < 8; i++) await readAnother();
    const full = [...pools[0].tensors];
    for (let i = 0; i < 8; i++) await readAnother();
    expect(pools[0].tensors).toEqual(full);
  });
});

describe("a thread that fails", () => {
  const play = (crew: Crew) =>
    playGames(stallAgent(), {
      partner: stallAgent("partner", 2),
      scenes: trainingScenes(stall, 2, randomFrom(1)),
      stage: { ...stall, maxTurns: 4, maxWords: 6 },
      seed: 1,
      crew,
    });

  it("is reported with what it said, and so is whatever is asked of the crew from then on", async () => {
    const corpus = { world: brokenWorld, worldFile: fixture("broken-world.ts") };
    const crew = await startCrew({ engine: "wasm", threads: 2, corpus });
    await expect(play(crew)).rejects.toThrow("a thread failed while it held dialogues: the till is on fire");
    const agent = stallAgent();
    await expect(crew.gradients(agent, lessonsFor(agent))).rejects.toThrow("the till is on fire");
    await crew.close();
  });

  it("is reported where it ends", async () => {
    const corpus = { world: stallWorld, worldFile: fixture("ending-world.ts") };
    const crew = await startCrew({ engine: "wasm", threads: 2, corpus });
    await expect(play(crew)).rejects.toThrow("a worker thread ended with code 3");
    await crew.close();
  });

  it("is reported where it does not start", async () => {
    const corpus = { world: brokenWorld, worldFile: fixture("no-world.ts") };
    const starting = startCrew({ engine: "wasm", threads: 2, corpus });
    await expect(starting).rejects.toThrow(/a worker thread did not start: .*no-world\.ts: there is no such file/);
    const nowhere = startCrew({ engine: "wasm", threads: 2, corpus: { world: brokenWorld } });
    await expect(nowhere).rejects.toThrow("--threads 1");
  });

  it("leaves nobody waiting where the crew is closed at work", async () => {
    const crew = await startCrew({ engine: "wasm", threads: 2, corpus: stall });
    const [playing] = await Promise.allSettled([play(crew), crew.close()]);
    expect(playing).toMatchObject({ status: "rejected", reason: { message: "the worker threads have ended" } });
  });
});

it("keeps no process alive that has nothing else to do", async () => {
  const child = forkModule(import.meta.url, "../../fixtures/crew/forgets-to-close");
  const [[loss], [code]] = await Promise.all([once(child, "message"), once(child, "exit")]);
  expect(loss).toBeGreaterThan(0);
  expect(code).toBe(0);
}, 60_000);
