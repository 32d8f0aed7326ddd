/** Where a decoding step keeps what it works out, one after the other in its scratch. */
import { DecodePlan } from "./decode-plan";
import { edgeBytes } from "./product";

/** Columns of the product that gives every query: said, known, and the biases since a sibling and since the word itself. */
export function queryWidth(p: DecodePlan): i32 {
  return 2 * p.hidden + p.siblingKinds + p.selfKinds;
}

/** Columns of the product that gives the mixed state and the gate's logits. */
export function mixWidth(p: DecodePlan): i32 {
  return p.hidden + 2 + p.heads;
}

export const edge = (p: DecodePlan): usize => p.scratch;
/** [N, H], the states of the layer that is worked on; at last the top ones */
export const tops = (p: DecodePlan): usize => edge(p) + edgeBytes;
/** [N, 3H] */
export const inputs = (p: DecodePlan): usize => tops(p) + <usize>(p.rows * p.hidden) * 4;
/** [N, 3H] */
export const fromState = (p: DecodePlan): usize => inputs(p) + <usize>(p.rows * 3 * p.hidden) * 4;
/** [4H], what a cell leaves behind and nobody needs */
export const unused = (p: DecodePlan): usize => fromState(p) + <usize>(p.rows * 3 * p.hidden) * 4;
/** [N, queryWidth] */
export const queries = (p: DecodePlan): usize => unused(p) + <usize>p.hidden * 16;
/** [1 + heads, N, H]: what was read from the words said, a head after the other, and from the facts */
export const reads = (p: DecodePlan): usize => queries(p) + <usize>(p.rows * queryWidth(p)) * 4;
/** [N, mixWidth] */
export const mixed = (p: DecodePlan): usize => reads(p) + <usize>((1 + p.heads) * p.rows * p.hidden) * 4;
/** [N, heads, C] */
export const said = (p: DecodePlan): usize => mixed(p) + <usize>(p.rows * mixWidth(p)) * 4;
/** [N, S] */
export const known = (p: DecodePlan): usize => said(p) + <usize>(p.rows * p.heads * p.capacity) * 4;
/** [N, V] */
export const logits = (p: DecodePlan): usize => known(p) + <usize>(p.rows * p.facts) * 4;
const end = (p: DecodePlan): usize => logits(p) + <usize>(p.rows * p.vocabulary) * 4;

/** Bytes of all. */
export function decodeScratch(plan: usize): usize {
  const p = changetype<DecodePlan>(plan);
  return end(p) - p.scratch;
}
