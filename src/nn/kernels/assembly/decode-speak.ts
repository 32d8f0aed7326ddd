/**
 * N rows draw their next word: the source from the gate, the word from that source alone; then the word's log-probability
 * under the whole mixture.
 */
import { exponential, log } from "./activation";
import { DecodePlan } from "./decode-plan";
import { edge, known, logits, mixed, mixWidth, said } from "./decode-room";
import { panelProduct } from "./product";
import { exponentials, maximum } from "./rows";

/** Follows `decodeThink`. */
export function decodeSpeak(plan: usize): void {
  const p = changetype<DecodePlan>(plan);
  const across = <usize>p.vocabulary << 2;
  panelProduct(mixed(p), <usize>mixWidth(p) << 2, 4, p.vocabularyPanels, p.hidden, logits(p), across, p.rows, p.vocabulary, p.vocabularyBias, 0, edge(p));
  for (let row: usize = 0; row < <usize>p.rows; row++) speakRow(p, row);
}

function speakRow(p: DecodePlan, row: usize): void {
  const sources = 2 + p.heads;
  const gates = mixed(p) + (row * <usize>mixWidth(p) + <usize>p.hidden << 2);
  const own = logits(p) + row * (<usize>p.vocabulary << 2);
  const b = <usize>load<i32>(p.places + (row << 2));
  const heard = load<i32>(p.heard + (b << 2));
  const saidWords = p.saidWords + (b * <usize>p.capacity << 2);
  const knownWords = p.knownWords + (b * <usize>p.facts << 2);
  const facts = known(p) + (row * <usize>p.facts << 2);
  // Where no fact is known, the facts are no source.
  if (!knowsAny(p, row)) store<f32>(gates + 4, -Infinity);
  const gateSum = exponentials(gates, maximum(gates, sources), sources);
  if (!knowsAny(p, row)) store<f32>(gates + 4, 0);
  const ownSum = exponentials(own, maximum(own, p.vocabulary), p.vocabulary);

  const source = draw(gates, sources, load<f32>(p.uniforms + (row << 3)));
  const uniform = load<f32>(p.uniforms + (row << 3) + 4);
  let word: i32;
  if (source == 0) word = draw(own, p.vocabulary, uniform);
  else if (source == 1) word = load<i32>(knownWords + (<usize>draw(facts, p.facts, uniform) << 2));
  else word = load<i32>(saidWords + (<usize>draw(head(p, row, source - 2), heard, uniform) << 2));

  const shares = p.shares + (row * <usize>sources << 2);
  store<f32>(shares, load<f32>(gates) * load<f32>(own + (<usize>word << 2)) / ownSum);
  store<f32>(shares, load<f32>(gates + 4) * mass(facts, knownWords, p.facts, word), 4);
  for (let k = 0; k < p.heads; k++) {
    const at = (<usize>k + 2) << 2;
    store<f32>(shares + at, load<f32>(gates + at) * mass(head(p, row, k), saidWords, heard, word));
  }
  let sum: f32 = 0;
  for (let k = 0; k < sources; k++) sum += load<f32>(shares + (<usize>k << 2));
  for (let k = 0; k < sources; k++) store<f32>(shares + (<usize>k << 2), load<f32>(shares + (<usize>k << 2)) / sum);
  store<i32>(p.drawn + (row << 2), word);
  store<f32>(p.logProbs + (row << 2), log(sum / gateSum));
}

// @ts-ignore: decorator
@inline
function head(p: DecodePlan, row: usize, head: i32): usize {
  return said(p) + ((row * <usize>p.heads + <usize>head) * <usize>p.capacity << 2);
}

function knowsAny(p: DecodePlan, row: usize): bool {
  const from = p.present + (row * <usize>p.facts << 2);
  for (let at: usize = 0; at < <usize>p.facts << 2; at += 4) if (load<i32>(from + at) != 0) return true;
  return false;
}

/** The index that `uniform` in [0, 1) falls on; weights need not sum to 1. Never one of weight 0. */
function draw(weights: usize, count: i32, uniform: f32): i32 {
  let rest = <f64>uniform * sumOf(weights, count);
  let last = 0;
  for (let i = 0; i < count; i++) {
    const weight = <f64>load<f32>(weights + (<usize>i << 2));
    if (weight <= 0) continue;
    last = i;
    if (rest < weight) return i;
    rest -= weight;
  }
  return last; // rounding ate the rest
}

/** In double precision: thousands of weights are summed, some of them tiny. */
function sumOf(weights: usize, count: i32): f64 {
  const bytes = <usize>count << 2;
  const whole = bytes & ~15;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let at: usize = 0;
  for (; at < whole; at += 16) {
    low = f64x2.add(low, f64x2.promote_low_f32x4(v128.load64_zero(weights + at)));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.load64_zero(weights + at, 8)));
  }
  const both = f64x2.add(low, high);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; at < bytes; at += 4) sum += <f64>load<f32>(weights + at);
  return sum;
}

/** The weight of the places that hold a word. */
function mass(weights: usize, words: usize, count: i32, word: i32): f32 {
  let sum: f32 = 0;
  for (let at: usize = 0; at < <usize>count << 2; at += 4) {
    if (load<i32>(words + at) == word) sum += load<f32>(weights + at);
  }
  return sum;
}
