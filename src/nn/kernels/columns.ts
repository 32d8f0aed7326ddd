import { floatBytes, type Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

const widthOf = (t: Tensor): number => t.shape[1] ?? 0;

/** Matrices [N, M₁], [N, M₂], … side by side, [N, M₁ + M₂ + …]. */
export function joinColumns(library: Library, parts: readonly Tensor[]): Tensor {
  const rows = parts[0]?.shape[0] ?? 0;
  const whole = library.output([rows, parts.reduce((sum, part) => sum + widthOf(part), 0)]);
  let from = 0;
  for (const part of parts) {
    copy(library, { from: part, fromColumn: 0, to: whole, toColumn: from, width: widthOf(part) });
    from += widthOf(part);
  }
  return whole;
}

/** The columns [from, to) of a matrix. */
export function takeColumns(library: Library, matrix: Tensor, from: number, to: number): Tensor {
  const part = library.output([matrix.shape[0] ?? 0, to - from]);
  copy(library, { from: matrix, fromColumn: from, to: part, toColumn: 0, width: to - from });
  return part;
}

interface Copy {
  readonly from: Tensor;
  readonly fromColumn: number;
  readonly to: Tensor;
  readonly toColumn: number;
  readonly width: number;
}

function copy(library: Library, { from, fromColumn, to, toColumn, width }: Copy): void {
  library.run.copyColumns(
    library.pointer(from) + fromColumn * floatBytes,
    widthOf(from) * floatBytes,
    library.pointer(to) + toColumn * floatBytes,
    widthOf(to) * floatBytes,
    from.shape[0] ?? 0,
    width,
  );
}
