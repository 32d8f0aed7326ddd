import { expect, test, vi } from "vitest";
import { addBenchCommand } from "../../src/commands/bench.ts";
import { benchReport, benchTable } from "../../src/commands/bench-report.ts";
import { newProgram } from "../../src/commands/program.ts";
import { UsageError } from "../../src/errors.ts";

const tiny = "--vocab 40 --hidden 8 --batch 4 --turns 3 --words 4 --facts 8 --runs 1 --warmup 0 --engine wasm".split(
  " ",
);

async function bench(...flags: readonly string[]): Promise<string> {
  let stdout = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((stdout += String(text))));
  const program = newProgram();
  addBenchCommand(program);
  await program.parseAsync(["bench", ...flags], { from: "user" }).finally(() => write.mockRestore());
  return stdout;
}

const sizes = { vocab: 2000, hidden: 256, batch: 64, turns: 6, words: 16, facts: 32 };
const measured = { sizes, engine: "wasm", threads: 2, gigaflops: 45 } as const;

test.each([1, 2])("measures this machine on %i threads, under the names of the peer", async (threads) => {
  const report = JSON.parse(await bench(...tiny, "--threads", String(threads), "--json"));
  expect(report).toMatchObject({
    engine: "wasm",
    threads,
    vocab: 40,
    hidden: 8,
    batch: 4,
    turns: 3,
    words: 4,
    facts: 8,
  });
  for (const name of ["train_step_ms", "rollout_ms", "learn_step_ms", "read_ms"])
    expect(report[name]).toBeGreaterThan(0);
  // Four streams of three turns, each of four words and the mark that opens it.
  expect(report.train_words_per_s).toBeCloseTo((4 * 3 * 5 * 1000) / report.train_step_ms, 3);
  expect(report.learn_words_per_s).toBeCloseTo((4 * 3 * 5 * 1000) / report.learn_step_ms, 3);
  expect(report.rollout_dialogues_per_s).toBeCloseTo(4000 / report.rollout_ms, 3);
  expect(report.rollout_words_per_s).toBeCloseTo((4 * 3 * 4 * 1000) / report.rollout_ms, 3);
  expect(report.peak_memory_mb).toBeGreaterThan(50);
  expect(report.peak_gigaflops).toBeGreaterThan(0.05);
  expect(report.train_share_of_peak).toBeGreaterThan(0);
});

test("prints what it measured", () => {
  const speed = { train: 1000, rollout: 500, learn: 2000, read: 250 };
  const table = benchTable(benchReport(speed, measured));
  expect(table).toContain("wasm, 2 threads; vocabulary 2000, hidden 256, 64 dialogues of 6 turns of 16 words");
  // 64 streams of 6 turns, each of 17 words.
  expect(table).toContain("train     6,528  words/s      1,000  ms a step");
  expect(table).toContain("rollout     128  dialogues/s    500  ms for all");
  expect(table).toContain("learn     3,264  words/s      2,000  ms a step");
  expect(table).toMatch(/memory at most [\d,]+ MB; training does \d+ % of 90.0 GFLOP\/s/);
});

test.each([
  ["--vocab", "7", '--vocab is "7"; expected a whole number from 8 on'],
  ["--hidden", "9", "--hidden is 9; expected a multiple of 2"],
  ["--facts", "6", "--facts is 6; expected a multiple of 4"],
  ["--turns", "0", '--turns is "0"; expected a whole number from 1 on'],
  ["--runs", "x", '--runs is "x"; expected a whole number from 1 on'],
  ["--warmup", "-1", '--warmup is "-1"; expected a whole number from 0 on'],
])("refuses %s %s before any work", async (flag, value, message) => {
  await expect(bench(...tiny, flag, value)).rejects.toThrow(new UsageError(message));
});
