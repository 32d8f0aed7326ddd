/** Rows of ids that occur more than once: what is computed from them alone is computed once for each distinct row. */
export interface Distinct {
  /** The distinct rows, column by column, in the order of their first occurrence. */
  readonly columns: readonly Int32Array[]; // each [U]
  /** For each row, which of the distinct ones it is. */
  readonly index: Int32Array; // [N]
}

/** The distinct rows of one or more columns of equal length. */
export function distinct(...columns: readonly Int32Array[]): Distinct {
  const [first = new Int32Array(0), ...others] = columns;
  // Rows that are alike so far have one number; each column parts them further.
  const { firsts, index } = others.reduce((alike, column) => {
    const count = alike.firsts.length;
    return numbered(Float64Array.from(column, (id, row) => id * count + (alike.index[row] ?? 0)));
  }, numbered(first));
  return { columns: columns.map((column) => Int32Array.from(firsts, (row) => column[row] ?? 0)), index };
}

/** Keys numbered in the order of their first occurrence, which is at `firsts`. */
function numbered(keys: Int32Array | Float64Array): { readonly firsts: readonly number[]; readonly index: Int32Array } {
  const numbers = new Map<number, number>();
  const firsts: number[] = [];
  const index = new Int32Array(keys.length);
  keys.forEach((key, row) => {
    const known = numbers.get(key);
    if (known === undefined) numbers.set(key, firsts.push(row) - 1);
    index[row] = known ?? firsts.length - 1;
  });
  return { firsts, index };
}
