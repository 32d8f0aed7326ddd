/** Rows of ids that occur more than once: what is computed from them alone is computed once for each distinct row. */
export interface Distinct {
  /** The distinct rows, column by column, in the order of their first occurrence. */
  readonly columns: readonly Int32Array[]; // each [U]
  /** For each row, which of the distinct ones it is. */
  readonly index: Int32Array; // [N]
}

/** The distinct rows of one or more columns of equal length. */
export function distinct(...columns: readonly Int32Array[]): Distinct {
  const [first = new Int32Array(0)] = columns;
  const places = new Map<string | number, number>();
  const firsts: number[] = [];
  const index = first.map((id, row) => {
    const key = columns.length === 1 ? id : columns.map((column) => column[row]).join(" ");
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, firsts.length);
    return firsts.push(row) - 1;
  });
  return { columns: columns.map((column) => Int32Array.from(firsts, (row) => column[row] ?? 0)), index };
}
