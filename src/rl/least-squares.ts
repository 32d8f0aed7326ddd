import { CholeskyDecomposition, Matrix } from "ml-matrix";

/**
 * w = (XᵀX + ridge·I)⁻¹ Xᵀy: the least squares of y ≈ X w, shrunk towards 0 (ridge regression, Hoerl and Kennard 1970).
 *
 * @param rows [N, D] X
 * @param targets [N] y
 * @param ridge above 0, so that there is one solution whatever the rows are
 * @returns [D]
 */
export function ridgeRegression(
  rows: readonly ArrayLike<number>[],
  targets: readonly number[],
  ridge: number,
): number[] {
  if (rows.length !== targets.length)
    throw new RangeError(`least squares: found ${targets.length} targets for ${rows.length} rows, expected one each`);
  if (rows.length === 0) return [];
  const columns = transposed(rows); // Xᵀ
  const gram = gramOf(columns);
  for (let i = 0; i < gram.rows; i++) gram.set(i, i, gram.get(i, i) + ridge);
  const y = Float64Array.from(targets);
  const projected = columns.map((column) => dot(column, y)); // Xᵀy
  return new CholeskyDecomposition(gram).solve(Matrix.columnVector(projected)).to1DArray();
}

function transposed(rows: readonly ArrayLike<number>[]): Float64Array[] {
  const columns = Array.from(rows[0] ?? [], () => new Float64Array(rows.length));
  columns.forEach((column, j) => {
    for (let n = 0; n < rows.length; n++) column[n] = rows[n]?.[j] ?? 0;
  });
  return columns;
}

/** XᵀX. It is symmetric, so half of it need not be computed: the library, which knows no such product, takes more than twice as long. */
function gramOf(columns: readonly Float64Array[]): Matrix {
  const gram = Matrix.zeros(columns.length, columns.length);
  columns.forEach((column, i) => {
    for (let j = 0; j <= i; j++) {
      const product = dot(column, columns[j] ?? column);
      gram.set(i, j, product);
      gram.set(j, i, product);
    }
  });
  return gram;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}
