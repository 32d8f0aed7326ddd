/** Rows of a table: gathered, and summed into places. Row numbers are i32. */
import { addRow, copyRow } from "./rows";

/** The largest of `count` row numbers, taken as unsigned, so that a negative one is large: what a table must be longer than. */
export function farthestRow(rows: usize, count: i32): u32 {
  let most: u32 = 0;
  for (const end = rows + (<usize>count << 2); rows < end; rows += 4) most = max(most, load<u32>(rows));
  return most;
}

/** into [count, width]: the table's rows, one after the other. */
export function gatherRows(table: usize, rows: usize, count: i32, width: i32, into: usize): void {
  const bytes = <usize>width << 2;
  const end = rows + (<usize>count << 2);
  for (; rows < end; rows += 4, into += bytes) {
    copyRow(into, table + <usize>load<i32>(rows) * bytes, width);
  }
}

/** into [size, width], zeroed first: into[to_i] += table[from_i], in the order of i; without `from` (0) the i-th row itself. */
export function sumRows(table: usize, from: usize, to: usize, count: i32, width: i32, into: usize, size: i32): void {
  const bytes = <usize>width << 2;
  memory.fill(into, 0, <usize>size * bytes);
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = from ? <usize>load<i32>(from + (i << 2)) : i;
    addRow(into + <usize>load<i32>(to + (i << 2)) * bytes, table + row * bytes, width);
  }
}

/** into [width] = the sum of `count` rows. */
export function sumColumns(rows: usize, count: i32, width: i32, into: usize): void {
  const bytes = <usize>width << 2;
  memory.fill(into, 0, bytes);
  for (let i = 0; i < count; i++, rows += bytes) addRow(into, rows, width);
}

/** Copies [count, width] between matrices whose rows lie `fromStride` and `toStride` bytes apart. */
export function copyColumns(from: usize, fromStride: usize, to: usize, toStride: usize, count: i32, width: i32): void {
  for (let i = 0; i < count; i++, from += fromStride, to += toStride) copyRow(to, from, width);
}
