import { packLines, packSteps } from "./pack";
import { tile, tileColumns, tileRows } from "./tile";

/** Steps of the depth that are packed at a time: a panel of each factor fits the first-level cache. */
const depthBlock: i32 = 256;
/** Rows of `a` packed at a time: the block fits the second-level cache. */
const rowBlock: i32 = 64;
/** Columns of `b` packed at a time. */
const columnBlock: i32 = 2048;

/** Bytes that `product` needs at `scratch`: one block of each factor, and a tile for the edges. */
export function productScratch(columns: i32, depth: i32): usize {
  const deep = min(depth, depthBlock);
  const wide = (min(columns, columnBlock) + tileColumns - 1) / tileColumns * tileColumns;
  return <usize>(deep * (wide + rowBlock) + tileRows * tileColumns) << 2;
}

/**
 * c [rows, columns] = a · b (+ base), where a is [rows, depth], or [depth, rows] with `transposeA`; b likewise. Strides are
 * the bytes from one row to the next, as stored. `base` as in `tile`: 0, c, or a row with `baseStride` 0.
 */
export function product(
  a: usize,
  strideA: usize,
  transposeA: bool,
  b: usize,
  strideB: usize,
  transposeB: bool,
  c: usize,
  strideC: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  base: usize,
  baseStride: usize,
  scratch: usize,
): void {
  const edge = scratch;
  const packedA = edge + <usize>(tileRows * tileColumns * 4);
  const packedB = packedA + <usize>(rowBlock * min(depth, depthBlock) * 4);
  for (let column = 0; column < columns; column += columnBlock) {
    const wide = min(columnBlock, columns - column);
    const blockC = c + (<usize>column << 2);
    let from = base ? base + (<usize>column << 2) : 0;
    let fromStride = baseStride;
    for (let k = 0; k < depth; k += depthBlock) {
      const deep = min(depthBlock, depth - k);
      if (transposeB) packLines(b + <usize>column * strideB + (<usize>k << 2), strideB, wide, deep, packedB, tileColumns);
      else packSteps(b + <usize>k * strideB + (<usize>column << 2), strideB, wide, deep, packedB, tileColumns);
      for (let row = 0; row < rows; row += rowBlock) {
        const tall = min(rowBlock, rows - row);
        if (transposeA) packSteps(a + <usize>k * strideA + (<usize>row << 2), strideA, tall, deep, packedA, tileRows);
        else packLines(a + <usize>row * strideA + (<usize>k << 2), strideA, tall, deep, packedA, tileRows);
        const down = <usize>row * strideC;
        packedProduct(packedA, packedB, deep, blockC + down, strideC, tall, wide, from ? from + <usize>row * fromStride : 0, fromStride, edge);
      }
      from = blockC;
      fromStride = strideC;
    }
  }
}

/** The same for factors that are packed already: a in panels of 4 rows, b of `tileColumns`. `edge` has room for a tile. */
export function packedProduct(
  a: usize,
  b: usize,
  depth: i32,
  c: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  base: usize,
  baseStride: usize,
  edge: usize,
): void {
  const panelA = <usize>(depth * tileRows) << 2;
  const panelB = <usize>(depth * tileColumns) << 2;
  for (let column = 0; column < columns; column += tileColumns) {
    const wide = columns - column;
    let panel = a;
    let out = c + (<usize>column << 2);
    let from = base ? base + (<usize>column << 2) : 0;
    for (let row = 0; row < rows; row += tileRows) {
      const tall = rows - row;
      if (tall >= tileRows && wide >= tileColumns) tile(panel, b, depth, out, stride, from, baseStride);
      else {
        tile(panel, b, depth, edge, tileColumns * 4, 0, 0);
        copyEdge(edge, out, stride, min(tall, tileRows), min(wide, tileColumns), from, baseStride);
      }
      panel += panelA;
      out += stride * tileRows;
      if (from) from += baseStride * tileRows;
    }
    b += panelB;
  }
}

function copyEdge(edge: usize, c: usize, stride: usize, rows: i32, columns: i32, base: usize, baseStride: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = <usize>column << 2;
      store<f32>(c + at, load<f32>(edge + at) + (base ? load<f32>(base + at) : 0));
    }
    edge += tileColumns * 4;
    c += stride;
    if (base) base += baseStride;
  }
}
