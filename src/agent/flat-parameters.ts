/** An agent's parameters, or their gradients, in one array: end to end, in the order of the checkpoint. */
import { type Parameters, parametersOf } from "../nn/gradients.ts";
import { sumOfArrays } from "../nn/ops/sum-of-arrays.ts";
import { copyValues, type Tensor, tensorCopy } from "../nn/tensor.ts";
import { type AgentParameters, type ParameterName, parameterShapes } from "./parameters.ts";
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

/** Writes the tensors that are given in their places, and gives their names; the other places stay as they are. */
export function writeFlat(
  tensors: Partial<Parameters<ParameterName>>,
  shape: AgentShape,
  into: Float32Array,
): ParameterName[] {
  return stretches(shape).flatMap(({ name, from }) => {
    const found = tensors[name];
    if (found === undefined) return [];
    copyValues(found, into, from);
    return [name];
  });
}

/** New tensors of all parameters. */
export function readFlat(flat: Float32Array, shape: AgentShape): AgentParameters {
  return read(shape, [...parameterShapes(shape).keys()], ({ from, to, shape: own }) =>
    tensorCopy(flat.subarray(from, to), own),
  );
}

/** New tensors of the parameters that are named: the sums of what several arrays hold, added in their order. */
export function readFlatSum(
  flats: readonly Float32Array[],
  shape: AgentShape,
  names: readonly ParameterName[],
): Partial<AgentParameters> {
  return read(shape, names, ({ from, to, shape: own }) =>
    sumOfArrays(
      flats.map((flat) => flat.subarray(from, to)),
      own,
    ),
  );
}

function read(
  shape: AgentShape,
  names: readonly ParameterName[],
  tensorAt: (stretch: Stretch) => Tensor,
): AgentParameters {
  const places = new Map(stretches(shape).map((stretch) => [stretch.name, stretch]));
  return parametersOf(names, (name) => {
    const found = places.get(name);
    if (found === undefined) throw new RangeError(`flat parameters: an agent of this shape has no "${name}"`);
    return tensorAt(found);
  });
}
