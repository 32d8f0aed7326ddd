/**
 * Ours beside the PyTorch peer: the same work in turn, A B A B, since a machine's speed drifts. Of each pair the ratio is taken,
 * of the ratios the median.
 */
import { parseArgs } from "node:util";
import { aligned } from "../../src/commands/table.ts";
import { quantile } from "../../src/train/bootstrap.ts";
import { type Flags, peerProblem, type Result, runOurs, runPeer } from "./run.ts";

const sizes: readonly Flags[] = [
  { vocab: 2000, hidden: 256, batch: 64, turns: 6, words: 16 },
  { vocab: 1000, hidden: 128, batch: 64, turns: 6, words: 16 },
];

/** What is compared, and the least ratio that we want of it. */
const bars = [
  ["train_words_per_s", 1],
  ["rollout_dialogues_per_s", 3],
  ["learn_words_per_s", 1],
] as const;

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "5" },
    threads: { type: "string", default: "2" },
    runs: { type: "string", default: "5" },
  },
});
const [pairs, threads, runs] = [Number(values.pairs), Number(values.threads), Number(values.runs)];

const problem = peerProblem();
if (problem === undefined) for (const size of sizes) compare(size);
else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

function compare(size: Flags): void {
  const flags = { ...size, threads, runs };
  const found: [Result, Result][] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    process.stderr.write(`vocabulary ${size["vocab"]}, hidden ${size["hidden"]}: pair ${pair} of ${pairs}\n`);
    found.push([runOurs(flags), runPeer(flags)]);
  }
  const rows = bars.map(([name, bar]) => {
    const ours = found.map(([result]) => result[name]);
    const peer = found.map(([, result]) => result[name]);
    const ratios = found.map(([a, b]) => a[name] / b[name]).sort((a, b) => a - b);
    const spread = `${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)}`;
    return [name, whole(ours), whole(peer), median(ratios).toFixed(2), spread, `≥ ${bar.toFixed(1)}`];
  });
  const header = ["", "ours", "PyTorch", "ratio", "spread", "wanted"];
  const title = `${Object.entries(flags)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ")}; medians of ${pairs} pairs`;
  process.stdout.write(`${title}\n${aligned([header, ...rows], new Set([1, 2, 3])).join("\n")}\n\n`);
}

function median(numbers: readonly number[]): number {
  return quantile(
    [...numbers].sort((a, b) => a - b),
    0.5,
  );
}

function whole(numbers: readonly number[]): string {
  return Math.round(median(numbers)).toLocaleString("en");
}
