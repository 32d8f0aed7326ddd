import { add } from "./arithmetic.ts";
import { matMul } from "./mat-mul.ts";
import type { Tensor } from "../tensor.ts";

/** x [N, I] · weight [I, O] + bias [O] → [N, O]. */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const product = matMul(x, weight); // [N, O]
  return bias === undefined ? product : add(product, bias);
}
