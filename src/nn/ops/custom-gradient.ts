import * as tf from "@tensorflow/tfjs";
import type { Tensor } from "../tensor.ts";

/** A fixed number of tensors, known by place. */
export type Tensors<N extends number = number, List extends readonly Tensor[] = []> = number extends N
  ? readonly Tensor[]
  : List["length"] extends N
    ? List
    : Tensors<N, readonly [...List, Tensor]>;

interface Recorded<Inputs extends readonly Tensor[], Saved extends readonly Tensor[]> {
  readonly value: Tensor;
  /** One gradient for each input, from the value's gradient and what was saved. */
  gradient(dValue: Tensor, saved: Saved): { readonly [I in keyof Inputs]: Tensor };
}

/**
 * An op with a hand-written gradient. Only what `save` is given outlives the forward pass; the tensors that `gradient`
 * needs must all go through it.
 */
export function customGradient<const Inputs extends readonly Tensor[], Saved extends readonly Tensor[] = Inputs>(
  inputs: Inputs,
  forward: (inputs: Inputs, save: (tensors: Saved) => void) => Recorded<Inputs, Saved>,
): Tensor {
  return tf.customGrad((...args) => {
    const save = args.pop() as (tensors: Tensor[]) => void;
    const recorded = forward(args as unknown as Inputs, (tensors) => save([...tensors]));
    return {
      value: recorded.value,
      gradFunc: (dValue: Tensor, saved: Tensor[]) => {
        const gradients = [...recorded.gradient(dValue, saved as unknown as Saved)];
        // Nobody asks for these again, but the library would keep them until the way back is done.
        for (const t of [dValue, ...saved]) if (!gradients.includes(t)) t.dispose();
        return gradients;
      },
    };
  })(...inputs);
}
