import type { Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

/** Rows [N, H] of a table [M, H] at `ids` [N] (int32). */
export function gatherRows(library: Library, table: Tensor, ids: Tensor): Tensor {
  const [size = 0, width = 0] = table.shape;
  library.expectBelow("row of a table", library.pointer(ids), ids.size, size);
  const rows = library.output([ids.size, width]);
  library.run.gatherRows(library.pointer(table), library.pointer(ids), ids.size, width, library.pointer(rows));
  return rows;
}

/** out [size, H]: out[to_i] += table[from_i], or += table[i] without `from`. */
export function sumRows(library: Library, table: Tensor, from: Tensor | undefined, to: Tensor, size: number): Tensor {
  const [entries = 0, width = 0] = table.shape;
  library.expectBelow("place of a sum", library.pointer(to), to.size, size);
  if (from !== undefined) library.expectBelow("row of a table", library.pointer(from), from.size, entries);
  const sums = library.output([size, width]);
  const source = from === undefined ? 0 : library.pointer(from);
  library.run.sumRows(library.pointer(table), source, library.pointer(to), to.size, width, library.pointer(sums), size);
  return sums;
}

/** [N, H] → [H]. */
export function sumColumns(library: Library, rows: Tensor): Tensor {
  const [count = 0, width = 0] = rows.shape;
  const sums = library.output([width]);
  library.run.sumColumns(library.pointer(rows), count, width, library.pointer(sums));
  return sums;
}
