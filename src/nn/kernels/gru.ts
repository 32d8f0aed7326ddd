import type { Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

/** The states [B, T, H], and the gates [B, T, 4H] (r, z, n and the recalled state) that the way back needs. */
export function gruForward(
  library: Library,
  [projected, start, recurrent, bias, mask]: readonly [Tensor, Tensor, Tensor, Tensor, Tensor],
): { readonly states: Tensor; readonly gates: Tensor } {
  const [batch = 0, words = 0] = projected.shape;
  const hidden = start.shape[1] ?? 0;
  const states = library.output([batch, words, hidden]);
  const gates = library.output([batch, words, 4 * hidden]);
  library.run.gruForward(
    library.pointer(projected),
    library.pointer(start),
    library.pointer(recurrent),
    library.pointer(bias),
    library.pointer(mask),
    batch,
    words,
    hidden,
    library.pointer(states),
    library.pointer(gates),
    library.scratch("gru", library.run.gruForwardScratch(batch, hidden)),
  );
  return { states, gates };
}

/** The gradients of projected, start, recurrent and bias. */
export function gruBackward(
  library: Library,
  dStates: Tensor,
  [states, start, recurrent, mask, gates]: readonly [Tensor, Tensor, Tensor, Tensor, Tensor],
): [Tensor, Tensor, Tensor, Tensor] {
  const [batch = 0, words = 0, hidden = 0] = states.shape;
  const live = library.count(mask);
  const dProjected = library.output([batch, words, 3 * hidden]);
  const dStart = library.output(start.shape);
  const dRecurrent = library.output(recurrent.shape);
  const dBias = library.output([3 * hidden]);
  library.run.gruBackward(
    library.pointer(dStates),
    library.pointer(states),
    library.pointer(start),
    library.pointer(recurrent),
    library.pointer(mask),
    library.pointer(gates),
    batch,
    words,
    hidden,
    live,
    library.pointer(dProjected),
    library.pointer(dStart),
    library.pointer(dRecurrent),
    library.pointer(dBias),
    library.scratch("gru", library.run.gruBackwardScratch(batch, hidden, live)),
  );
  return [dProjected, dStart, dRecurrent, dBias];
}
