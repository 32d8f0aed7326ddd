import { SingleBar } from "cli-progress";
import { timeLeft } from "../train/time-left.ts";
import { duration } from "./duration.ts";

export interface Progress {
  /** `done` of the total; `note` stands at the end of the line, such as a loss. */
  update(done: number, note?: string): void;
  /** The whole changed, for instance once it is known how fast this machine is. */
  setTotal(total: number): void;
  stop(): void;
}

export interface ProgressOptions {
  readonly name: string;
  readonly total: number;
  readonly unit?: string;
  /** The command prints JSON for a machine: no plain lines either. A terminal still gets its bar. */
  readonly json?: boolean;
  readonly stream?: NodeJS.WriteStream | (NodeJS.WritableStream & { readonly isTTY?: boolean });
  readonly now?: () => number;
}

/** Progress on stderr: a bar with the time left in a terminal; elsewhere a plain line at every tenth of the way. */
export function startProgress(options: ProgressOptions): Progress {
  const stream = options.stream ?? process.stderr;
  if (stream.isTTY === true) return bar(options, stream);
  return options.json === true ? silent : plainLines(options, stream);
}

const silent: Progress = { update() {}, setTotal() {}, stop() {} };

function bar(
  { name, total, unit = "steps", now = Date.now }: ProgressOptions,
  stream: NodeJS.WritableStream,
): Progress {
  const line = new SingleBar({
    stream,
    hideCursor: true,
    clearOnComplete: false,
    barsize: 24,
    format: `${name} {bar} {percentage} %  {value}/{total} ${unit}  {left}  {note}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
  });
  const estimate = timeLeftText(now);
  let whole = total;
  line.start(total, 0, { left: "", note: "" });
  return {
    update: (done, note = "") => line.update(done, { left: estimate(done, whole), note }),
    setTotal(changed) {
      whole = changed;
      line.setTotal(changed);
    },
    stop: () => line.stop(),
  };
}

function plainLines(
  { name, total, unit = "steps", now = Date.now }: ProgressOptions,
  stream: NodeJS.WritableStream,
): Progress {
  const estimate = timeLeftText(now);
  let whole = total;
  let printed = 0; // tenths
  return {
    update(done, note = "") {
      const left = estimate(done, whole);
      const tenths = whole > 0 ? Math.floor((done * 10) / whole) : 10;
      if (tenths <= printed) return;
      printed = tenths;
      const parts = [`${done}/${whole} ${unit}`, left, note].filter((part) => part !== "");
      stream.write(`${name}: ${parts.join(", ")}\n`);
    },
    setTotal(changed) {
      whole = changed;
    },
    stop() {},
  };
}

/** What is left, in words; empty before it is known, and at the end. */
function timeLeftText(now: () => number): (done: number, total: number) => string {
  const estimate = timeLeft(now);
  return (done, total) => {
    const seconds = estimate(done, total);
    return seconds === null || done >= total ? "" : `${duration(seconds)} left`;
  };
}
