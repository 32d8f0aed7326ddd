import * as tf from "@tensorflow/tfjs";
import { floatBytes, type Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

export interface ProductOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** Added to every row [M]. */
  readonly bias?: Tensor;
}

/** a · b over the last two axes, (+ bias); axes before them are equal, or 1 or missing on one side and then repeated. */
export function productKernel(
  library: Library,
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false, bias }: ProductOptions = {},
): Tensor {
  const [heightA, widthA] = lastTwo(a);
  const [heightB, widthB] = lastTwo(b);
  const [rows, depth] = transposeA ? [widthA, heightA] : [heightA, widthA];
  const [depthB, columns] = transposeB ? [widthB, heightB] : [heightB, widthB];
  if (depth !== depthB) {
    throw new Error(
      `product: [${String(a.shape)}] and [${String(b.shape)}] don't match: depth ${depth} against ${depthB}`,
    );
  }
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const result = library.output([...batch, rows, columns]);
  const scratch = library.scratch("product", library.run.productScratch(columns, depth));
  const [fromA, fromB, to] = [library.pointer(a), library.pointer(b), library.pointer(result)];
  const base = bias === undefined ? 0 : library.pointer(bias);
  const [placesA, placesB] = [places(a, batch), places(b, batch)];
  placesA.forEach((place, i) => {
    library.run.product(
      fromA + place * heightA * widthA * floatBytes,
      widthA * floatBytes,
      Number(transposeA),
      fromB + (placesB[i] ?? 0) * heightB * widthB * floatBytes,
      widthB * floatBytes,
      Number(transposeB),
      to + i * rows * columns * floatBytes,
      columns * floatBytes,
      rows,
      columns,
      depth,
      base,
      0,
      scratch,
    );
  });
  return result;
}

function lastTwo(t: Tensor): [number, number] {
  return [t.shape[t.rank - 2] ?? 1, t.shape[t.rank - 1] ?? 1];
}

/** For each matrix of the batch, which of the tensor's own matrices it takes. */
function places(t: Tensor, batch: readonly number[]): number[] {
  const own = t.shape.slice(0, -2);
  const missing = batch.length - own.length;
  return Array.from({ length: batch.reduce((x, y) => x * y, 1) }, (_, at) => {
    let rest = at;
    let place = 0;
    let stride = 1;
    for (let axis = batch.length - 1; axis >= 0; axis--) {
      const size = batch[axis] ?? 1;
      const mine = own[axis - missing] ?? 1;
      place += (mine === 1 ? 0 : rest % size) * stride;
      stride *= mine;
      rest = Math.floor(rest / size);
    }
    return place;
  });
}
