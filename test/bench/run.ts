/** One run of our benchmark, or of the PyTorch peer, in a process of its own. */
import { spawnSync } from "node:child_process";
import { z } from "zod";
import { packageRoot } from "../../src/package-root.ts";

export interface Flags {
  readonly [name: string]: number;
}

/** What both report. */
const resultSchema = z.looseObject({
  train_words_per_s: z.number(),
  rollout_dialogues_per_s: z.number(),
  rollout_words_per_s: z.number(),
  learn_words_per_s: z.number(),
  peak_memory_mb: z.number().optional(),
});

export type Result = z.output<typeof resultSchema>;

export const runOurs = (flags: Flags): Result =>
  run(process.execPath, ["dist/src/main.js", "bench", "--engine", "auto"], flags);

const python = process.env["PYTHON"] ?? "python3";

export const runPeer = (flags: Flags): Result => run(python, ["test/bench/torch_peer.py"], flags);

/** Why the peer can't run here, and the remedy; undefined where it can. */
export function peerProblem(): string | undefined {
  const { error, status, stderr } = spawnSync(python, ["-c", "import torch"], { encoding: "utf8" });
  if (error === undefined && status === 0) return undefined;
  const found = error?.message ?? stderr.trim().split("\n").at(-1);
  return `${python} can't import torch: ${found}; install it as test/bench/README.md says, and set PYTHON to that environment's python`;
}

function run(program: string, args: readonly string[], flags: Flags): Result {
  const all = [...args, "--json", ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)])];
  const { error, status, stdout, stderr } = spawnSync(program, all, { cwd: packageRoot, encoding: "utf8" });
  if (error !== undefined || status !== 0)
    throw new Error(`${program} ${all.join(" ")} failed: ${error?.message ?? stderr}`, { cause: error });
  return resultSchema.parse(JSON.parse(stdout));
}
