import * as tf from "@tensorflow/tfjs";
import type { Parameters } from "./gradients.ts";
import { adamKernel, type AdamFactors, type AdamTensors, sumOfSquares } from "./kernels/elementwise.ts";
import { library } from "./kernels/library.ts";
import { dispose, type Tensor } from "./tensor.ts";

/** Running moments of each parameter's gradient, and how many updates were made. */
export interface AdamState<Name extends string = string> {
  readonly step: number;
  readonly first: Parameters<Name>;
  readonly second: Parameters<Name>;
}

export interface AdamOptions {
  readonly learningRate: number;
  /** Largest global norm of the gradient; a longer one is shortened to it. */
  readonly clip?: number;
  readonly decay1?: number;
  readonly decay2?: number;
  readonly epsilon?: number;
}

const named = <Name extends string>(names: readonly Name[], make: (name: Name) => Tensor): Parameters<Name> =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Parameters<Name>;

export function adamInit<Name extends string>(parameters: Parameters<Name>): AdamState<Name> {
  const names = Object.keys(parameters) as Name[];
  const zeros = (name: Name): Tensor => tf.zerosLike(parameters[name]);
  return { step: 0, first: named(names, zeros), second: named(names, zeros) };
}

/** √(Σ g²) over all gradients. */
export function globalNorm(gradients: Parameters): number {
  const kernels = library();
  if (kernels !== undefined) {
    return Math.sqrt(Object.values(gradients).reduce((total, g) => total + sumOfSquares(kernels, g), 0));
  }
  return tf.tidy(() => tf.sqrt(tf.addN(Object.values(gradients).map((g) => tf.sum(tf.square(g))))).dataSync()[0] ?? 0);
}

/** A parameter, its moments and its gradient → the next parameter and moments. */
function moved(tensors: AdamTensors, factors: AdamFactors): [Tensor, Tensor, Tensor] {
  const kernels = library();
  return kernels === undefined ? plainMoved(tensors, factors) : adamKernel(kernels, tensors, factors);
}

/** The definition. */
export function plainMoved(
  [old, first, second, raw]: AdamTensors,
  { shrink, decay1, decay2, rate, epsilon }: AdamFactors,
): [Tensor, Tensor, Tensor] {
  return tf.tidy((): [Tensor, Tensor, Tensor] => {
    const gradient = tf.mul(raw, shrink);
    const m = tf.add(tf.mul(first, decay1), tf.mul(gradient, 1 - decay1));
    const v = tf.add(tf.mul(second, decay2), tf.mul(tf.square(gradient), 1 - decay2));
    return [tf.sub(old, tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), epsilon))), m, v];
  });
}

/**
 * One update of the parameters that have a gradient (Kingma and Ba 2015, algorithm 1, bias-corrected); `norm` is the
 * gradient's global norm. Gives new parameters and state; frees the old ones.
 */
export function adamUpdate<Name extends string>(
  parameters: Parameters<Name>,
  state: AdamState<Name>,
  gradients: Partial<Parameters<Name>>,
  norm: number,
  { learningRate, clip = Infinity, decay1 = 0.9, decay2 = 0.999, epsilon = 1e-8 }: AdamOptions,
): { readonly parameters: Parameters<Name>; readonly state: AdamState<Name> } {
  const step = state.step + 1;
  const unbiased = Math.sqrt(1 - decay2 ** step);
  const factors: AdamFactors = {
    shrink: norm > clip ? clip / norm : 1,
    decay1,
    decay2,
    rate: (learningRate * unbiased) / (1 - decay1 ** step),
    epsilon: epsilon * unbiased,
  };
  const updated = new Map<Name, readonly [Tensor, Tensor, Tensor]>();
  for (const name of Object.keys(gradients) as Name[]) {
    const [old, first, second] = [parameters[name], state.first[name], state.second[name]];
    const next = moved([old, first, second, gradients[name] as Tensor], factors);
    dispose([old, first, second]);
    updated.set(name, next);
  }
  const names = Object.keys(parameters) as Name[];
  return {
    parameters: named(names, (name) => updated.get(name)?.[0] ?? parameters[name]),
    state: {
      step,
      first: named(names, (name) => updated.get(name)?.[1] ?? state.first[name]),
      second: named(names, (name) => updated.get(name)?.[2] ?? state.second[name]),
    },
  };
}
