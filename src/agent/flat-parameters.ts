/** An agent's parameters, or their gradients, in one array: end to end, in the order of the checkpoint. */
import type { Parameters } from "../nn/gradients.ts";
import { tensor, valuesOf } from "../nn/tensor.ts";
import { type ParameterName, parameterShapes } from "./parameters.ts";
import type { AgentShape } from "./shape.ts";

interface Stretch {
  readonly name: ParameterName;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

function stretches(shape: AgentShape): Stretch[] {
  let to = 0;
  return [...parameterShapes(shape)].map(([name, dimensions]) => {
    const from = to;
    to += dimensions.reduce((a, b) => a * b, 1);
    return { name, shape: dimensions, from, to };
  });
}

/** How many numbers an agent of this shape consists of. */
export function parameterCount(shape: AgentShape): number {
  return stretches(shape).at(-1)?.to ?? 0;
}

/** Writes the named tensors in their places; the others stay as they are. */
export function writeFlat(tensors: Partial<Parameters<ParameterName>>, shape: AgentShape, into: Float32Array): void {
  for (const { name, from } of stretches(shape)) {
    const found = tensors[name];
    if (found !== undefined) into.set(valuesOf(found), from);
  }
}

/** New tensors, of all parameters or of those that are named. */
export function readFlat(
  flat: Float32Array,
  shape: AgentShape,
  names: readonly ParameterName[] = [...parameterShapes(shape).keys()],
): Partial<Parameters<ParameterName>> {
  const wanted = stretches(shape).filter(({ name }) => names.includes(name));
  // A copy: the array may be shared, and an engine may keep what it is given.
  return Object.fromEntries(wanted.map(({ name, shape, from, to }) => [name, tensor(flat.slice(from, to), shape)]));
}
