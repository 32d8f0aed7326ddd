/** How the cost of training grows with each size, the others as they are by default: one row a size. */
import { parseArgs } from "node:util";
import { aligned } from "../../src/commands/table.ts";
import { type Flags, type Result, runOurs } from "./run.ts";

const usual: Flags = { vocab: 2000, hidden: 256, batch: 64, turns: 6, words: 16 };

/** By what grows; dialogues are as long as 5 or 20 turns of 20 words make them. */
const growth = new Map<string, readonly Flags[]>([
  ["hidden", [64, 128, 256, 512].map((hidden) => ({ hidden }))],
  ["vocabulary", [500, 1000, 2000, 4000].map((vocab) => ({ vocab }))],
  ["batch", [16, 32, 64, 128].map((batch) => ({ batch }))],
  ["dialogue", [5, 10, 20].map((turns) => ({ turns, words: 20, batch: 32 }))],
  ["threads", [1, 2, 4].map((threads) => ({ threads }))],
]);

const { values } = parseArgs({ options: { runs: { type: "string", default: "3" } } });
const runs = Number(values.runs);

const microseconds = (perSecond: number): string => (1e6 / perSecond).toFixed(0);

function row(name: string, size: Flags, result: Result): string[] {
  const shown = Object.entries(size).map(([flag, value]) => `${flag} ${value}`);
  const { train_words_per_s: train, learn_words_per_s: learn, rollout_words_per_s: rollout } = result;
  const memory = result.peak_memory_mb?.toFixed(0) ?? "";
  return [name, shown.join(", "), microseconds(train), microseconds(rollout), microseconds(learn), memory];
}

const rows = [...growth].flatMap(([name, sizes]) =>
  sizes.map((size) => {
    process.stderr.write(`${name}: ${JSON.stringify(size)}\n`);
    return row(name, size, runOurs({ ...usual, ...size, runs }));
  }),
);
const header = ["grows", "size", "train µs/word", "rollout µs/word", "learn µs/word", "memory MB"];
process.stdout.write(`${aligned([header, ...rows], new Set([2, 3, 4, 5])).join("\n")}\n`);
