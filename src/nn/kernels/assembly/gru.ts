/**
 * A gated recurrent unit over a whole sequence, forward and back through time; the formulae are in `ops/gru.ts`.
 * Only rows that are live at a step are computed.
 */
import { sigmoid, tanh } from "./activation";
import { multiplyAdd } from "./multiply-add";
import { put, take } from "./lanes";
import { packLines, packSteps } from "./pack";
import { addRow, copyRow } from "./rows";
import { edgeBytes, panelled, panelProduct, product, productScratch } from "./product";
import { tileColumns } from "./tile";

/** Bytes that `gruForward` needs at `scratch`. */
export function gruForwardScratch(batch: i32, hidden: i32): usize {
  return edgeBytes + <usize>(hidden * panelled(3 * hidden) + batch * 4 * hidden) * 4;
}

/**
 * states [batch, words, hidden] from projected [batch, words, 3 hidden], start [batch, hidden], recurrent [hidden, 3 hidden],
 * bias [3 hidden] and mask [batch, words]; gates [batch, words, 4 hidden] keeps r, z, n and the recalled state for the way back.
 */
export function gruForward(
  projected: usize,
  start: usize,
  recurrent: usize,
  bias: usize,
  mask: usize,
  batch: i32,
  words: i32,
  hidden: i32,
  states: usize,
  gates: usize,
  scratch: usize,
): void {
  const row = <usize>hidden << 2;
  const packedU = scratch + edgeBytes;
  const befores = packedU + <usize>(hidden * panelled(3 * hidden)) * 4; // [live, H]
  const fromState = befores + <usize>batch * row; // [live, 3H]
  packSteps(recurrent, 3 * row, 3 * hidden, hidden, packedU, tileColumns);
  for (let t = 0; t < words; t++) {
    // The state of a live row goes on from one step back in `states`, at first from `start`.
    let count = 0;
    for (let b = 0; b < batch; b++) {
      const place = <usize>(b * words + t);
      const before = t ? states + (place - 1) * row : start + <usize>b * row;
      const isLive = load<f32>(mask + (place << 2)) != 0;
      copyRow(isLive ? befores + <usize>(count++) * row : states + place * row, before, hidden);
    }
    panelProduct(befores, row, 4, packedU, hidden, fromState, 3 * row, count, 3 * hidden, bias, 0, scratch);
    for (let b = 0, i = 0; b < batch; b++) {
      const place = <usize>(b * words + t);
      if (load<f32>(mask + (place << 2)) == 0) continue;
      const before = befores + <usize>i * row;
      cell(projected + place * 3 * row, fromState + <usize>i * 3 * row, before, hidden, states + place * row, gates + place * 4 * row);
      i++;
    }
  }
}

export function cell(x: usize, h: usize, before: usize, hidden: i32, after: usize, gates: usize): void {
  const row = <usize>hidden << 2;
  const pairs = row & ~31;
  let at: usize = 0;
  for (; at < pairs; at += 32) pairOfUnits(x + at, h + at, before + at, row, after + at, gates + at);
  for (; at < row; at += 4) {
    const reset = gateOf(x + at, h + at, false);
    const update = gateOf(x + row + at, h + row + at, false);
    const recalled = take(h + 2 * row + at, false);
    const candidate = tanh(multiplyAdd(reset, recalled, take(x + 2 * row + at, false)));
    put(gates + at, reset, false);
    put(gates + row + at, update, false);
    put(gates + 2 * row + at, candidate, false);
    put(gates + 3 * row + at, recalled, false);
    put(after + at, next(update, take(before + at, false), candidate), false);
  }
}

/** Eight units: whatever is done to two vectors side by side, the wide variant does to one of twice the width. */
// @ts-ignore: decorator
@inline
function pairOfUnits(x: usize, h: usize, before: usize, row: usize, after: usize, gates: usize): void {
  const reset = gateOf(x, h, true);
  const reset1 = gateOf(x + 16, h + 16, true);
  v128.store(gates, reset);
  v128.store(gates, reset1, 16);
  const update = gateOf(x + row, h + row, true);
  const update1 = gateOf(x + row + 16, h + row + 16, true);
  v128.store(gates + row, update);
  v128.store(gates + row, update1, 16);
  const recalled = v128.load(h + 2 * row);
  const recalled1 = v128.load(h + 2 * row, 16);
  v128.store(gates + 3 * row, recalled);
  v128.store(gates + 3 * row, recalled1, 16);
  const candidate = tanh(multiplyAdd(reset, recalled, v128.load(x + 2 * row)));
  const candidate1 = tanh(multiplyAdd(reset1, recalled1, v128.load(x + 2 * row, 16)));
  v128.store(gates + 2 * row, candidate);
  v128.store(gates + 2 * row, candidate1, 16);
  const state = next(update, v128.load(before), candidate);
  const state1 = next(update1, v128.load(before, 16), candidate1);
  v128.store(after, state);
  v128.store(after, state1, 16);
}

// @ts-ignore: decorator
@inline
function gateOf(x: usize, h: usize, wide: bool): v128 {
  return sigmoid(f32x4.add(take(x, wide), take(h, wide)));
}

// @ts-ignore: decorator
@inline
function next(update: v128, before: v128, candidate: v128): v128 {
  return multiplyAdd(update, f32x4.sub(before, candidate), candidate);
}

/** Bytes that `gruBackward` needs at `scratch`, for `live` words in all. */
export function gruBackwardScratch(batch: i32, hidden: i32, live: i32): usize {
  const floats = 3 * hidden * panelled(hidden) + batch * hidden + 4 * hidden * live;
  return edgeBytes + (<usize>floats << 2) + productScratch(3 * hidden, live);
}

/**
 * The gradients of projected, start and recurrent, and of the bias, from those of the states. `live` is the number of words
 * that the mask counts.
 */
export function gruBackward(
  dStates: usize,
  states: usize,
  start: usize,
  recurrent: usize,
  mask: usize,
  gates: usize,
  batch: i32,
  words: i32,
  hidden: i32,
  live: i32,
  dProjected: usize,
  dStart: usize,
  dRecurrent: usize,
  dBias: usize,
  scratch: usize,
): void {
  const row = <usize>hidden << 2;
  const panels = <usize>(hidden * panelled(hidden)) << 2;
  const packedU = scratch + edgeBytes; // Uᵀ, gate by gate
  const carried = packedU + 3 * panels;
  const befores = carried + <usize>batch * row; // [live, H]
  const ofStates = befores + <usize>live * row; // [live, 3H]
  const rest = ofStates + <usize>live * 3 * row;
  for (let gate: usize = 0; gate < 3; gate++) {
    packLines(recurrent + gate * row, 3 * row, hidden, hidden, packedU + gate * panels, tileColumns);
  }
  memory.fill(dStart, 0, <usize>batch * row);
  let done = 0;
  for (let t = words - 1; t >= 0; t--) {
    const first = done;
    for (let b = 0; b < batch; b++) {
      const place = <usize>(b * words + t);
      const carry = dStart + <usize>b * row; // of the state after step t; at the end, of the first one
      if (load<f32>(mask + (place << 2)) == 0) {
        addRow(carry, dStates + place * row, hidden);
        memory.fill(dProjected + place * 3 * row, 0, 3 * row);
        continue;
      }
      const before = befores + <usize>done * row;
      copyRow(before, t ? states + (place - 1) * row : start + <usize>b * row, hidden);
      const ofState = ofStates + <usize>done * 3 * row;
      cellBack(dStates + place * row, carry, gates + place * 4 * row, before, hidden, dProjected + place * 3 * row, ofState);
      done++;
    }
    const count = done - first;
    for (let gate: usize = 0; gate < 3; gate++) {
      const ofGate = ofStates + <usize>first * 3 * row + gate * row;
      panelProduct(ofGate, 3 * row, 4, packedU + gate * panels, hidden, carried, row, count, hidden, gate ? carried : 0, row, scratch);
    }
    for (let b = 0, i = 0; b < batch; b++) {
      if (load<f32>(mask + (<usize>(b * words + t) << 2)) == 0) continue;
      addRow(dStart + <usize>b * row, carried + <usize>i * row, hidden);
      i++;
    }
  }
  memory.fill(dBias, 0, 3 * row);
  for (let i = 0; i < live; i++) addRow(dBias, ofStates + <usize>i * 3 * row, 3 * hidden);
  if (live == 0) memory.fill(dRecurrent, 0, <usize>hidden * 3 * row);
  else product(befores, row, true, ofStates, 3 * row, false, dRecurrent, 3 * row, hidden, 3 * hidden, live, 0, 0, rest);
}

function cellBack(dState: usize, carry: usize, gates: usize, before: usize, hidden: i32, ofInput: usize, ofState: usize): void {
  const row = <usize>hidden << 2;
  const whole = row & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) unitBack(dState + at, carry + at, gates + at, before + at, row, ofInput + at, ofState + at, true);
  for (; at < row; at += 4) unitBack(dState + at, carry + at, gates + at, before + at, row, ofInput + at, ofState + at, false);
}

// @ts-ignore: decorator
@inline
function unitBack(dState: usize, carry: usize, gates: usize, before: usize, row: usize, ofInput: usize, ofState: usize, wide: bool): void {
  const one = f32x4.splat(1);
  const reset = take(gates, wide);
  const update = take(gates + row, wide);
  const candidate = take(gates + 2 * row, wide);
  const d = f32x4.add(take(dState, wide), take(carry, wide));
  const left = f32x4.sub(one, update);
  const dCandidate = f32x4.mul(f32x4.mul(d, left), f32x4.sub(one, f32x4.mul(candidate, candidate)));
  const dUpdate = f32x4.mul(f32x4.mul(d, f32x4.sub(take(before, wide), candidate)), f32x4.mul(update, left));
  const dReset = f32x4.mul(f32x4.mul(dCandidate, take(gates + 3 * row, wide)), f32x4.mul(reset, f32x4.sub(one, reset)));
  put(ofInput, dReset, wide);
  put(ofInput + row, dUpdate, wide);
  put(ofInput + 2 * row, dCandidate, wide);
  put(ofState, dReset, wide);
  put(ofState + row, dUpdate, wide);
  put(ofState + 2 * row, f32x4.mul(dCandidate, reset), wide);
  put(carry, f32x4.mul(d, update), wide);
}
