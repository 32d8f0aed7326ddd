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
  const { firsts, index } = others.reduce((alike, column) => numbered(parted(alike, column)), numbered(first));
  return { columns: columns.map((column) => gathered(column, firsts)), index };
}

interface Numbered {
  /** Where each number first occurs. */
  readonly firsts: readonly number[];
  readonly index: Int32Array; // [N]
}

/** Keys numbered in the order of their first occurrence. */
function numbered(keys: Int32Array | Float64Array): Numbered {
  const numbers = new Map<number, number>();
  const firsts: number[] = [];
  const index = new Int32Array(keys.length);
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] ?? 0;
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = firsts.push(row) - 1));
    index[row] = number;
  }
  return { firsts, index };
}

/** One key for each pair of a number and an id. */
function parted({ firsts, index }: Numbered, column: Int32Array): Float64Array {
  const keys = new Float64Array(column.length);
  for (let row = 0; row < keys.length; row++) keys[row] = (column[row] ?? 0) * firsts.length + (index[row] ?? 0);
  return keys;
}

function gathered(column: Int32Array, rows: readonly number[]): Int32Array {
  const some = new Int32Array(rows.length);
  for (let i = 0; i < some.length; i++) some[i] = column[rows[i] ?? 0] ?? 0;
  return some;
}
