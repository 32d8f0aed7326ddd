/** A word is heard by each of N rows: their states move on, and the word's key joins those of the words said. */
import { DecodePlan } from "./decode-plan";
import { edge, fromState, inputs, tops, unused } from "./decode-room";
import { cell } from "./gru";
import { panelled, panelProduct } from "./product";
import { addRow, copyRow } from "./rows";

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
    gatherStates(p, 0);
    panelProduct(tops(p), width, 4, p.upper, p.hidden, inputs(p), wide, p.rows, 3 * p.hidden, p.upperBias, 0, edge(p));
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

/** The states of a layer, side by side. */
function gatherStates(p: DecodePlan, layer: i32): void {
  for (let i: usize = 0; i < <usize>p.rows; i++) copyRow(tops(p) + i * (<usize>p.hidden << 2), state(p, layer, i), p.hidden);
}

function step(p: DecodePlan, layer: i32): void {
  const width = <usize>p.hidden << 2;
  const wide = width * 3;
  gatherStates(p, layer);
  const panels = p.recurrent + <usize>layer * <usize>(p.hidden * panelled(3 * p.hidden)) * 4;
  panelProduct(tops(p), width, 4, panels, p.hidden, fromState(p), wide, p.rows, 3 * p.hidden, p.recurrentBias + <usize>layer * wide, 0, edge(p));
  for (let i: usize = 0; i < <usize>p.rows; i++) {
    const at = state(p, layer, i);
    cell(inputs(p) + i * wide, fromState(p) + i * wide, at, p.hidden, at, unused(p));
  }
}

/** Puts each row's word and its key behind those said before, and leaves the top states side by side. */
function remember(p: DecodePlan): void {
  const width = <usize>p.hidden << 2;
  gatherStates(p, p.layers - 1);
  panelProduct(tops(p), width, 4, p.keyOfState, p.hidden, fromState(p), width, p.rows, p.hidden, 0, 0, edge(p));
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
