import { floatBytes, type Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

/** A right factor [depth, columns] in the panels that the kernels multiply by. */
export function packSteps(library: Library, matrix: Tensor): Tensor {
  const [depth = 0, columns = 0] = matrix.shape;
  return packed(library, "packSteps", matrix, { depth, columns });
}

/** The same of a factor that is stored transposed, [columns, depth]. */
export function packLines(library: Library, matrix: Tensor): Tensor {
  const [columns = 0, depth = 0] = matrix.shape;
  return packed(library, "packLines", matrix, { depth, columns });
}

interface Factor {
  readonly depth: number;
  readonly columns: number;
}

function packed(library: Library, how: "packSteps" | "packLines", matrix: Tensor, { depth, columns }: Factor): Tensor {
  const width = library.run.panelColumns();
  const panels = library.output([Math.ceil(columns / width), depth, width]);
  const stride = (matrix.shape[1] ?? 0) * floatBytes;
  library.run[how](library.pointer(matrix), stride, columns, depth, library.pointer(panels), width);
  return panels;
}
