import { floatBytes, type Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

/** Columns of a panel, as in `assembly/tile.ts`. */
const panelColumns = 8;

/** A right factor [depth, columns] in the panels that the kernels multiply by. */
export function packSteps(library: Library, matrix: Tensor): Tensor {
  const [depth = 0, columns = 0] = matrix.shape;
  const panels = library.output([Math.ceil(columns / panelColumns), depth, panelColumns]);
  library.run.packSteps(
    library.pointer(matrix),
    columns * floatBytes,
    columns,
    depth,
    library.pointer(panels),
    panelColumns,
  );
  return panels;
}

/** The same of a factor that is stored transposed, [columns, depth]. */
export function packLines(library: Library, matrix: Tensor): Tensor {
  const [columns = 0, depth = 0] = matrix.shape;
  const panels = library.output([Math.ceil(columns / panelColumns), depth, panelColumns]);
  library.run.packLines(
    library.pointer(matrix),
    depth * floatBytes,
    columns,
    depth,
    library.pointer(panels),
    panelColumns,
  );
  return panels;
}
