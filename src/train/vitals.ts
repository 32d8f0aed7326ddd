/**
 * How far an agent has drifted from the reference, as numbers that both the guard and a report look at, and the limits within
 * which its dialogues still count as those of the corpus's language.
 */
import type { Config } from "../config.ts";
import { entropyPerWord, klPerWord } from "./generated.ts";
import type { QuickMeasure } from "./measure.ts";
import { plus, ratio } from "./tally.ts";
import { commonAmount, topReplyBeside, type TopReply, variety } from "./variety.ts";

/** Ratios are the agent's number over the reference's. */
export interface Vitals {
  /** Of held-out human dialogues. */
  readonly perplexityRatio: number;
  readonly distinct2Ratio: number;
  /** Of the entropy a word of what each generates. */
  readonly entropyRatio: number;
  /** Nats. */
  readonly klPerWord: number;
  readonly topReply: TopReply;
  readonly cutShare: number;
  readonly referenceCutShare: number;
}

export function vitalsOf(measured: QuickMeasure, reference: QuickMeasure): Vitals {
  const amount = commonAmount([measured.replies, reference.replies]);
  const pairs = [measured, reference].map(({ replies }) => variety(replies, amount).distinct2);
  return {
    perplexityRatio: measured.perplexity / reference.perplexity,
    // Who says nothing has no variety, whatever the reference has.
    distinct2Ratio: pairs[0] === 0 ? 0 : (pairs[0] ?? 0) / (pairs[1] ?? 0),
    entropyRatio: entropyPerWord(measured.generated) / entropyPerWord(reference.generated),
    klPerWord: klPerWord(measured.generated),
    topReply: topReplyBeside(measured.replies, reference.replies),
    cutShare: ratio(measured.cuts) ?? 0,
    // Few turns are cut: all that the reference said in both counts, or a look would hold the learner to chance.
    referenceCutShare: ratio([reference.partnerCuts, measured.partnerCuts].reduce(plus, reference.cuts)) ?? 0,
  };
}

export interface Gate {
  readonly value: number;
  readonly limit: number;
  /** Whether the value may be at most or at least the limit. */
  readonly bound: "most" | "least";
  readonly ok: boolean;
}

export type GateName = "perplexity" | "distinct2" | "klPerWord" | "entropyLeast" | "entropyMost" | "topReply" | "cut";

/** Below this share of turns a cut is an accident: a ratio to almost none would be chance. */
const rareCuts = 0.01;

/** `klMost`: nats a word; training may go further from the reference than a learner that is kept. */
export function gatesOf(vitals: Vitals, guard: Config["guard"], klMost: number): ReadonlyMap<GateName, Gate> {
  const { perplexityRatio, distinct2Ratio, entropyRatio, topReply, cutShare, referenceCutShare } = vitals;
  // Written so that NaN breaks every gate.
  const most = (value: number, limit: number): Gate => ({ value, limit, bound: "most", ok: value <= limit });
  const least = (value: number, limit: number): Gate => ({ value, limit, bound: "least", ok: value >= limit });
  return new Map([
    ["perplexity", most(perplexityRatio, guard.perplexity)],
    ["distinct2", least(distinct2Ratio, guard.distinct2)],
    ["klPerWord", most(vitals.klPerWord, klMost)],
    ["entropyLeast", least(entropyRatio, guard.entropyLeast)],
    ["entropyMost", most(entropyRatio, guard.entropyMost)],
    // Broken where a reply is both above its share and so many times its share under the reference.
    ["topReply", most(topReply.share, Math.max(guard.topReplyShare, guard.topReplyRatio * topReply.referenceShare))],
    ["cut", most(cutShare, guard.cutTurns * Math.max(rareCuts, referenceCutShare))],
  ]);
}
