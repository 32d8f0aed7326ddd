/** Rows as lines, columns as wide as their widest cell; numbers to the right. */
export function aligned(
  rows: readonly (readonly string[])[],
  toTheRight: ReadonlySet<number>,
  style: (cell: string, column: number) => string = (cell) => cell,
): string[] {
  const columns = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    columns
      .map((width, column) => {
        const cell = row[column] ?? "";
        const last = column === columns.length - 1;
        const padded = toTheRight.has(column) ? cell.padStart(width) : last ? cell : cell.padEnd(width);
        return padded === "" ? "" : style(padded, column);
      })
      .join("  ")
      .trimEnd(),
  );
}
