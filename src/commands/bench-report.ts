import type { EngineName } from "../agent/engine.ts";
import { operationsPerWord } from "../train/speed/operations.ts";
import type { Speed } from "../train/speed/speed.ts";
import { type Sizes, wordsInStreams } from "../train/speed/work.ts";
import { aligned } from "./table.ts";

/** Named as the PyTorch peer in `test/bench` names the same numbers. */
export interface BenchReport extends Sizes {
  readonly engine: EngineName;
  readonly threads: number;
  /** Of the streams: the mark that opens a turn is a word too. */
  readonly train_words_per_s: number;
  readonly train_step_ms: number;
  readonly rollout_dialogues_per_s: number;
  /** Words that were sampled. */
  readonly rollout_words_per_s: number;
  readonly rollout_ms: number;
  readonly learn_words_per_s: number;
  readonly learn_step_ms: number;
  readonly read_words_per_s: number;
  readonly read_ms: number;
  /** Of the process with all its threads. */
  readonly peak_memory_mb: number;
  /** Billions of operations a second that the engine's matrix product does here, on as many threads. */
  readonly peak_gigaflops: number;
  /** The part of them that a supervised update does. */
  readonly train_share_of_peak: number;
}

export interface Measured {
  readonly sizes: Sizes;
  readonly engine: EngineName;
  readonly threads: number;
  /** Of one thread. */
  readonly gigaflops: number;
}

export function benchReport(speed: Speed, { sizes, engine, threads, gigaflops }: Measured): BenchReport {
  const { batch, turns, words } = sizes;
  const perSecond = (count: number, milliseconds: number): number => (count * 1000) / milliseconds;
  const inStreams = wordsInStreams(sizes);
  const peak = gigaflops * threads;
  return {
    engine,
    threads,
    ...sizes,
    train_words_per_s: perSecond(inStreams, speed.train),
    train_step_ms: speed.train,
    rollout_dialogues_per_s: perSecond(batch, speed.rollout),
    rollout_words_per_s: perSecond(batch * turns * words, speed.rollout),
    rollout_ms: speed.rollout,
    learn_words_per_s: perSecond(inStreams, speed.learn),
    learn_step_ms: speed.learn,
    read_words_per_s: perSecond(inStreams, speed.read),
    read_ms: speed.read,
    peak_memory_mb: process.resourceUsage().maxRSS / 1024,
    peak_gigaflops: peak,
    train_share_of_peak: (perSecond(inStreams, speed.train) * operationsPerWord(sizes)) / 1e9 / peak,
  };
}

export function benchTable(report: BenchReport): string {
  const whole = (value: number): string => Math.round(value).toLocaleString("en");
  const { vocab, hidden, batch, turns, words, facts } = report;
  const rows = [
    ["train", whole(report.train_words_per_s), "words/s", whole(report.train_step_ms), "ms a step"],
    ["rollout", whole(report.rollout_dialogues_per_s), "dialogues/s", whole(report.rollout_ms), "ms for all"],
    ["learn", whole(report.learn_words_per_s), "words/s", whole(report.learn_step_ms), "ms a step"],
    ["read", whole(report.read_words_per_s), "words/s", whole(report.read_ms), "ms for all"],
  ];
  const share = `${(report.train_share_of_peak * 100).toFixed(0)} % of ${report.peak_gigaflops.toFixed(1)} GFLOP/s`;
  return [
    `${report.engine}, ${report.threads} threads; vocabulary ${vocab}, hidden ${hidden}, ${batch} dialogues of ${turns} turns of ${words} words, ${facts} words of facts`,
    "",
    ...aligned(rows, new Set([1, 3])),
    "",
    `memory at most ${whole(report.peak_memory_mb)} MB; training does ${share}`,
  ].join("\n");
}
