import { packLines, packSteps } from "./pack";
import { copyRow } from "./rows";
import { tile, tileColumns, tileRows } from "./tile";

/** The most steps of the depth that are packed at a time: a panel of b fits the first-level cache. */
const depthBlock: i32 = 384;

/** Steps of each block, when the depth is divided into parts of about 256. */
function stepsAtATime(depth: i32): i32 {
  const blocks = max(1, (depth + 128) / 256);
  return (depth + blocks - 1) / blocks;
}

/** Rows multiplied at a time, by one panel after the other: their part of `a` stays in the second-level cache. */
const rowBlock: i32 = 96;
/** Columns of `b` packed at a time: their panels stay in the second-level cache. */
const columnBlock: i32 = 512;

/** Bytes of a whole tile, for panels that are not full. */
export const edgeBytes: usize = tileRows * tileColumns * 4;

/** Columns with those that fill the last panel. */
export function panelled(columns: i32): i32 {
  return (columns + tileColumns - 1) / tileColumns * tileColumns;
}

/** Bytes that `product` needs at `scratch`. */
export function productScratch(columns: i32, depth: i32): usize {
  return edgeBytes + (<usize>(min(depth, depthBlock) * (panelled(min(columns, columnBlock)) + rowBlock)) << 2);
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
  const most = stepsAtATime(depth);
  const steps = scratch + edgeBytes;
  const panels = steps + (<usize>(most * rowBlock) << 2);
  for (let column = 0; column < columns; column += columnBlock) {
    const wide = min(columnBlock, columns - column);
    const across = <usize>column << 2;
    let from = base ? base + across : 0;
    let fromStride = baseStride;
    for (let k = 0; k < depth; k += most) {
      const deep = min(most, depth - k);
      if (transposeB) packLines(b + <usize>column * strideB + (<usize>k << 2), strideB, wide, deep, panels, tileColumns);
      else packSteps(b + <usize>k * strideB + across, strideB, wide, deep, panels, tileColumns);
      for (let row = 0; row < rows; row += rowBlock) {
        const tall = min(rowBlock, rows - row);
        const into = c + <usize>row * strideC + across;
        const under = from ? from + <usize>row * fromStride : 0;
        if (!transposeA) panelProduct(a + <usize>row * strideA + (<usize>k << 2), strideA, 4, panels, deep, into, strideC, tall, wide, under, fromStride, scratch);
        else {
          // Steps that lie far apart would each need a page and a cache line of their own.
          for (let i = 0; i < deep; i++) copyRow(steps + <usize>(i * tall) * 4, a + <usize>(k + i) * strideA + (<usize>row << 2), tall);
          panelProduct(steps, 4, <usize>tall << 2, panels, deep, into, strideC, tall, wide, under, fromStride, scratch);
        }
      }
      from = c + across;
      fromStride = strideC;
    }
  }
}

/** The same for a `b` that is packed in panels already, and an `a` as in `tile`. `edge` has `edgeBytes`. */
export function panelProduct(
  a: usize,
  rowStep: usize,
  depthStep: usize,
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
  // Tiles as high as one another, or nearly: low ones leave registers unused.
  const tiles = (rows + tileRows - 1) / tileRows;
  const panel = <usize>(depth * tileColumns) << 2;
  for (let column = 0; column < columns; column += tileColumns, b += panel) {
    const wide = columns - column;
    const across = <usize>column << 2;
    for (let i = 0, row = 0; i < tiles; i++) {
      const tall = (rows - row) / (tiles - i);
      const from = a + <usize>row * rowStep;
      const to = c + <usize>row * stride + across;
      const under = base ? base + <usize>row * baseStride + across : 0;
      if (wide >= tileColumns) tile(tall, from, rowStep, depthStep, b, depth, to, stride, under, baseStride);
      else {
        tile(tall, from, rowStep, depthStep, b, depth, edge, tileColumns * 4, 0, 0);
        copyEdge(edge, to, stride, tall, wide, under, baseStride);
      }
      row += tall;
    }
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
