/**
 * A gated recurrent unit over a whole sequence, forward and back through time, by hand.
 *
 *   r = σ(x_r + h U_r + b_r)    z = σ(x_z + h U_z + b_z)    n = tanh(x_n + r ⊙ (h U_n + b_n))
 *   h' = (1 − z) ⊙ n + z ⊙ h
 *
 * Cho et al. 2014, with the reset gate after the recurrent product, as cuDNN and PyTorch have it.
 */
import * as tf from "@tensorflow/tfjs";
import { gruBackward, gruForward } from "../kernels/gru.ts";
import { library, type Library } from "../kernels/library.ts";
import { customGradient } from "./custom-gradient.ts";
import { product } from "./mat-mul.ts";
import type { Tensor } from "../tensor.ts";

export interface GruInputs {
  /** x W + b for every word, gates in the order r, z, n. */
  readonly projected: Tensor; // [B, T, 3H]
  readonly start: Tensor; // [B, H]
  readonly recurrent: Tensor; // U [H, 3H]
  readonly bias: Tensor; // b [3H]
  /** 1 where a row still has words, 0 behind its end, where the state stays as it is. */
  readonly mask: Tensor; // [B, T]
}

/** What the way back needs of one step. */
type Step = readonly [before: Tensor, reset: Tensor, update: Tensor, candidate: Tensor, recalled: Tensor]; // each [B, H]

const stepSize = 5;

function step(projected: Tensor, before: Tensor, recurrent: Tensor, bias: Tensor, live: Tensor): [Tensor, Step] {
  const fromState = product(before, recurrent, { bias }); // [B, 3H]
  const [xr, xz, xn] = tf.split(projected, 3, 1) as [Tensor, Tensor, Tensor];
  const [hr, hz, recalled] = tf.split(fromState, 3, 1) as [Tensor, Tensor, Tensor];
  const reset = tf.sigmoid(tf.add(xr, hr));
  const update = tf.sigmoid(tf.add(xz, hz));
  const candidate = tf.tanh(tf.add(xn, tf.mul(reset, recalled)));
  const after = tf.add(candidate, tf.mul(update, tf.sub(before, candidate)));
  const state = tf.add(before, tf.mul(live, tf.sub(after, before))); // [B, H]
  return [state, [before, reset, update, candidate, recalled]];
}

/** The gradient at one step: of the gates as the input and as the state gave them [B, 3H], and of the state before [B, H]. */
function stepBack(dState: Tensor, step: Step, live: Tensor, recurrent: Tensor): [Tensor, Tensor, Tensor] {
  const [before, reset, update, candidate, recalled] = step;
  const dAfter = tf.mul(dState, live);
  const dCandidate = tf.mul(tf.mul(dAfter, tf.sub(1, update)), tf.sub(1, tf.square(candidate)));
  const dUpdate = tf.mul(tf.mul(dAfter, tf.sub(before, candidate)), tf.mul(update, tf.sub(1, update)));
  const dReset = tf.mul(tf.mul(dCandidate, recalled), tf.mul(reset, tf.sub(1, reset)));
  const ofInput = tf.concat([dReset, dUpdate, dCandidate], 1);
  const ofState = tf.concat([dReset, dUpdate, tf.mul(dCandidate, reset)], 1);
  const carried = tf.add(tf.mul(dAfter, update), tf.sub(dState, dAfter));
  return [ofInput, ofState, tf.add(carried, product(ofState, recurrent, { transposeB: true }))];
}

/** Every state, [B, T, H]. */
export function gru(inputs: GruInputs): Tensor {
  const kernels = library();
  return kernels === undefined ? plainGru(inputs) : fusedGru(kernels, inputs);
}

function fusedGru(kernels: Library, { projected, start, recurrent, bias, mask }: GruInputs): Tensor {
  const inputs = [projected, start, recurrent, bias] as const;
  return customGradient<typeof inputs, readonly [Tensor, Tensor, Tensor, Tensor, Tensor]>(
    inputs,
    ([x, h0, u, b], save) => {
      const { states, gates } = gruForward(kernels, [x, h0, u, b, mask]);
      save([states, h0, u, mask, gates]);
      return { value: states, gradient: (dStates, saved) => gruBackward(kernels, dStates, saved) };
    },
  );
}

/** The definition, step by step. */
export function plainGru({ projected, start, recurrent, bias, mask }: GruInputs): Tensor {
  const words = projected.shape[1] ?? 0;
  const inputs = [projected, start, recurrent, bias] as const;
  return customGradient<typeof inputs, readonly Tensor[]>(inputs, ([x, h0, u, b], save) => {
    const xs = tf.unstack(x, 1); // T × [B, 3H]
    const live = tf.unstack(tf.expandDims(mask, 2), 1); // T × [B, 1]
    const states: Tensor[] = [];
    const steps: Step[] = [];
    for (let t = 0; t < words; t++) {
      const [state, kept] = step(xs[t] as Tensor, states[t - 1] ?? h0, u, b, live[t] as Tensor);
      states.push(state);
      steps.push(kept);
    }
    save([u, ...live, ...steps.flat()]);
    return { value: tf.stack(states, 1), gradient: (dStates, saved) => backThroughTime(dStates, saved, words) };
  });
}

function backThroughTime(dStates: Tensor, saved: readonly Tensor[], words: number): [Tensor, Tensor, Tensor, Tensor] {
  const [recurrent, ...rest] = saved as [Tensor, ...Tensor[]];
  const dPerWord = tf.unstack(dStates, 1); // T × [B, H]
  const ofInputs: Tensor[] = [];
  const ofStates: Tensor[] = [];
  const befores: Tensor[] = [];
  let dState: Tensor = tf.zerosLike(dPerWord[0] as Tensor);
  for (let t = words - 1; t >= 0; t--) {
    const kept = rest.slice(words + t * stepSize, words + (t + 1) * stepSize) as unknown as Step;
    const [ofInput, ofState, before] = stepBack(
      tf.add(dState, dPerWord[t] as Tensor),
      kept,
      rest[t] as Tensor,
      recurrent,
    );
    ofInputs.unshift(ofInput);
    ofStates.unshift(ofState);
    befores.unshift(kept[0]);
    dState = before;
  }
  const gates = tf.concat(ofStates, 0); // [T · B, 3H]
  return [tf.stack(ofInputs, 1), dState, product(tf.concat(befores, 0), gates, { transposeA: true }), tf.sum(gates, 0)];
}
