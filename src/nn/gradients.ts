import * as tf from "@tensorflow/tfjs";
import type { Tensor } from "./tensor.ts";

export type Parameters<Name extends string = string> = { readonly [name in Name]: Tensor };

/** One tensor for each of `names`. */
export function parametersOf<Name extends string>(
  names: Iterable<Name>,
  tensorOf: (name: Name) => Tensor,
): Parameters<Name> {
  return Object.fromEntries([...names].map((name) => [name, tensorOf(name)])) as Parameters<Name>;
}

/** Tensors of the same names and shapes, of zeros. */
export function zerosLike<Name extends string>(parameters: Parameters<Name>): Parameters<Name> {
  return parametersOf(Object.keys(parameters) as Name[], (name) => tf.zerosLike(parameters[name]));
}

/**
 * The loss (a scalar) and its gradient for every parameter, named alike. The caller disposes of both; what `loss` makes on
 * the way is freed. A parameter that the loss does not touch has a gradient of zeros.
 */
export function valueAndGradients<Name extends string>(
  parameters: Parameters<Name>,
  loss: (parameters: Parameters<Name>) => Tensor,
): { readonly value: Tensor; readonly gradients: Parameters<Name> } {
  const names = Object.keys(parameters) as Name[];
  const inputs = names.map((name) => parameters[name]);
  const { value, grads } = tf.valueAndGrads((...tensors: Tensor[]) => {
    const named = Object.fromEntries(names.map((name, i) => [name, tensors[i]])) as Parameters<Name>;
    return loss(named) as tf.Scalar;
  })(inputs);
  const gradients = Object.fromEntries(names.map((name, i) => [name, grads[i]])) as Parameters<Name>;
  return { value, gradients };
}
