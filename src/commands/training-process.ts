import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";

/** How long a stopped training may take to save where it stands, in milliseconds. */
const graceMs = 9_000;

/** Training in a process of its own, which tells each step. */
export interface TrainingProcess {
  /** The exit code, once it has ended; null if it was killed. */
  readonly ended: Promise<number | null>;
  /** Asks it to save and end; ends it if it does not. */
  stop(): Promise<void>;
}

export function startTraining(args: readonly string[], onReport: (report: unknown) => void): TrainingProcess {
  const [, program] = process.argv;
  assert(program, "no program to start again");
  // As this process was started. In a process group of its own: Ctrl-C in a terminal goes to a whole group, and a second
  // one means "quit at once".
  const child = fork(program, args, { detached: true, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  child.on("message", onReport);
  const end = (): void => void child.kill("SIGKILL");
  process.on("exit", end);
  const ended = exitCode(child).finally(() => process.off("exit", end));
  return {
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGINT");
      const timer = setTimeout(end, graceMs);
      await ended.finally(() => clearTimeout(timer));
    },
  };
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
}
