import { beforeAll, expect, it } from "vitest";
import type { Agent } from "../../src/agent/agent.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { tensorMemory } from "../../src/nn/tensor.ts";
import { randomFrom } from "../../src/rng.ts";
import { fittedHead, predictReturns, replaceHead, type TurnStates } from "../../src/train/critic.ts";
import { stallAgent } from "./stall.ts";

beforeAll(() => startEngine("wasm"));

const random = randomFrom(1, "critic");
const state = (width: number): Float32Array => Float32Array.from({ length: width }, () => 4 * random.next() - 2);

function fitCritic(agent: Agent, states: TurnStates, returns: readonly (readonly number[])[], step: number): void {
  replaceHead(agent, fittedHead(agent, states, returns, step));
}

it("expects nothing at first, and learns what follows which states", () => {
  const agent = stallAgent("critic");
  const states = Array.from({ length: 40 }, () => [state(agent.shape.hidden), state(agent.shape.hidden)]);
  const returns = states.map((turns) => turns.map(([a = 0, b = 0]) => 3 + 2 * a - b));
  expect(
    predictReturns(agent, states)
      .flat()
      .every((value) => value === 0),
  ).toBe(true);
  const { count } = tensorMemory();
  for (let step = 1; step <= 60; step++) fitCritic(agent, states, returns, step);
  expect(tensorMemory().count).toBe(count);
  const errors = predictReturns(agent, states).map((turns, row) => turns.map((v, u) => v - (returns[row]?.[u] ?? 0)));
  expect(Math.max(...errors.flat().map(Math.abs))).toBeLessThan(0.05);
});

it("stays as it is where there was nothing to learn from", () => {
  const agent = stallAgent("critic");
  fitCritic(agent, [[], []], [[], []], 1);
  fitCritic(agent, [[state(agent.shape.hidden)]], [[0]], 1);
  expect(predictReturns(agent, [[state(agent.shape.hidden)]])).toEqual([[0]]);
});
