import type { Agent } from "../../agent/agent.ts";
import { dispose, tensor, type Tensor, valuesOf } from "../../nn/tensor.ts";
import { marks } from "../../text/vocabulary.ts";

/** e to the power of this is as good as never. */
const improbable = -20;

/**
 * The same agent, but it points at no word and says no mark, so that a turn goes on until the limit ends it: every dialogue has
 * the same length, and what is computed for a word is what any agent computes.
 */
export function talkative(agent: Agent, name: string): Agent {
  const copy = agent.copy(name);
  const { "gate.bias": gate, "vocabulary.bias": words } = copy.parameters;
  const without = (bias: Tensor, from: number, to?: number): Tensor =>
    tensor(valuesOf(bias).fill(improbable, from, to), bias.shape);
  copy.parameters = {
    ...copy.parameters,
    "gate.bias": without(gate, 1),
    "vocabulary.bias": without(words, 0, marks.length),
  };
  dispose([gate, words]);
  return copy;
}
