/** A word is heard by each of N rows: their states move on, and the word's key joins those of the words said. */
import { DecodePlan } from "./decode-plan";
import { edge, fromState, inputs, packed, pointers, unused } from "./decode-room";
import { cell } from "./gru";
import { packRows } from "./pack";
import { packedProduct } from "./product";
import { addRow, copyRow } from "./rows";
import { tileColumns } from "./tile";

export function decodeHear(plan: usize): void {
  const p = changetype<DecodePlan>(plan);
  const width = <usize>p.hidden << 2;
  const wide = width * 3;
  for (let i: usize = 0; i < <usize>p.rows; i++) {
    copyRow(inputs(p) + i * wide, p.projected + <usize>load<i32>(p.words + (i << 2)) * wide, 3 * p.hidden);
  }
  for (let i: usize = 0; i < <usize>p.tags; i++) {
    const row = <usize>load<i32>(p.tagRows + (i << 2));
    addRow(inputs(p) + row * wide, p.projectedTags + <usize>load<i32>(p.tagFields + (i << 2)) * wide, 3 * p.hidden);
  }
  step(p, 0);
  if (p.layers == 2) {
    packStates(p, 0);
    packedProduct(packed(p), p.upper, p.hidden, inputs(p), wide, p.rows, 3 * p.hidden, p.upperBias, 0, edge(p));
    step(p, 1);
  }
  remember(p);
}

/** The state of a row in a layer. */
// @ts-ignore: decorator
@inline
function state(p: DecodePlan, layer: i32, row: usize): usize {
  return p.states + (<usize>(layer * p.batch) + <usize>load<i32>(p.places + (row << 2))) * (<usize>p.hidden << 2);
}

export function packStates(p: DecodePlan, layer: i32): void {
  for (let i: usize = 0; i < <usize>p.rows; i++) store<usize>(pointers(p) + (i << 2), state(p, layer, i));
  packRows(pointers(p), p.rows, p.hidden, packed(p));
}

function step(p: DecodePlan, layer: i32): void {
  const wide = <usize>(3 * p.hidden) << 2;
  packStates(p, layer);
  const panels = p.recurrent + <usize>layer * <usize>(p.hidden * panelled(3 * p.hidden)) * 4;
  packedProduct(packed(p), panels, p.hidden, fromState(p), wide, p.rows, 3 * p.hidden, p.recurrentBias + <usize>layer * wide, 0, edge(p));
  for (let i: usize = 0; i < <usize>p.rows; i++) {
    const at = state(p, layer, i);
    cell(inputs(p) + i * wide, fromState(p) + i * wide, at, p.hidden, at, unused(p));
  }
}

/** Columns with those that fill the last panel. */
export function panelled(columns: i32): i32 {
  return (columns + tileColumns - 1) / tileColumns * tileColumns;
}

/** Puts each row's word and its key behind those said before, and leaves the top states packed. */
function remember(p: DecodePlan): void {
  const width = <usize>p.hidden << 2;
  packStates(p, p.layers - 1);
  packedProduct(packed(p), p.keyOfState, p.hidden, fromState(p), width, p.rows, p.hidden, 0, 0, edge(p));
  for (let i: usize = 0; i < <usize>p.rows; i++) {
    const b = <usize>load<i32>(p.places + (i << 2));
    const count = <usize>load<i32>(p.heard + (b << 2));
    const word = load<i32>(p.words + (i << 2));
    const place = b * <usize>p.capacity + count;
    const key = p.saidKeys + place * width;
    copyRow(key, fromState(p) + i * width, p.hidden);
    addRow(key, p.keysOfWords + <usize>word * width, p.hidden);
    store<i32>(p.saidWords + (place << 2), word);
    store<i32>(p.heard + (b << 2), <i32>count + 1);
  }
}
