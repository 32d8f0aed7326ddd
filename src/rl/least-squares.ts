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
  const x = new Matrix(rows.map((row) => Array.from(row)));
  const transposed = x.transpose();
  const gram = transposed.mmul(x);
  for (let i = 0; i < gram.rows; i++) gram.set(i, i, gram.get(i, i) + ridge);
  return new CholeskyDecomposition(gram).solve(transposed.mmul(Matrix.columnVector([...targets]))).to1DArray();
}
