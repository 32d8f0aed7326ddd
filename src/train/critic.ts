/**
 * The critic: the agent's value head, which predicts from the state before a turn what the agent will still earn. It is linear in
 * the state, so that least squares fit it at once, and apart from the optimiser: it neither shortens the policy's gradient nor
 * changes the states.
 */
import type { Agent } from "../agent/agent.ts";
import { dispose, tensor, valuesOf } from "../nn/tensor.ts";
import { ridgeRegression } from "../rl/least-squares.ts";

/** The states before each of the agent's own turns. [B][own turns][H] */
export type TurnStates = readonly (readonly Float32Array[])[];

/** Of the squares that all states of a step sum to: what is seldom seen moves the head but little. */
const ridge = 30;
/** Part of the way to the least squares of one step: the head remembers about ten. */
const leastRate = 0.1;

/** V of each state. [B][own turns] */
export function predictReturns({ parameters }: Agent, states: TurnStates): number[][] {
  const [weight, [bias = 0]] = [valuesOf(parameters["value.weight"]), valuesOf(parameters["value.bias"])];
  return states.map((turns) => turns.map((state) => state.reduce((sum, x, i) => sum + x * (weight[i] ?? 0), bias)));
}

/** What is to become of an agent's value head. */
export interface ValueHead {
  readonly weight: Float32Array; // [H]
  readonly bias: number;
}

/**
 * The head, moved towards the returns G that followed the states, by a damped Gauss-Newton step:
 *
 *   w ← w + η (ΦᵀΦ + ridge·I)⁻¹ Φᵀ(G − Φw), η = max(1/step, 1/10)
 *
 * @param returns [B][own turns]
 * @param step counted from 1; the first ones count for more, since there is little to remember
 */
export function fittedHead(
  agent: Agent,
  states: TurnStates,
  returns: readonly (readonly number[])[],
  step: number,
): ValueHead {
  const predicted = predictReturns(agent, states);
  const errors = returns.flatMap((turns, row) => turns.map((value, u) => value - (predicted[row]?.[u] ?? 0)));
  const features = states.flat().map((state) => [...state, 1]); // Φ
  const change = ridgeRegression(features, errors, ridge);
  const rate = Math.max(leastRate, 1 / step);
  const { "value.weight": weight, "value.bias": bias } = agent.parameters;
  const moved = [...valuesOf(weight), ...valuesOf(bias)].map((value, i) => value + rate * (change[i] ?? 0));
  return { weight: Float32Array.from(moved.slice(0, -1)), bias: moved.at(-1) ?? 0 };
}

export function replaceHead(agent: Agent, head: ValueHead): void {
  const { "value.weight": weight, "value.bias": bias } = agent.parameters;
  agent.parameters = {
    ...agent.parameters,
    "value.weight": tensor(head.weight, weight.shape),
    "value.bias": tensor(Float32Array.of(head.bias), bias.shape),
  };
  dispose([weight, bias]);
}
