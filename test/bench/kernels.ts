/**
 * Where the time goes on one thread, kernel by kernel: its share of the time, and how near it comes to the best product of
 * matrices that this machine does. Of supervised updates, of dialogues, of policy-gradient updates and of reading.
 */
import { parseArgs } from "node:util";
import { at } from "../../src/at.ts";
import { bucketCount } from "../../src/agent/recency.ts";
import { heads } from "../../src/agent/shape.ts";
import { checkEngine } from "../../src/commands/engine-check.ts";
import { aligned } from "../../src/commands/table.ts";
import type { Exports } from "../../src/nn/kernels/exports.ts";
import { type Library, library } from "../../src/nn/kernels/library.ts";
import { Crew } from "../../src/train/crew/crew.ts";
import type { Hands } from "../../src/train/crew/job.ts";
import { own } from "../../src/train/crew/work.ts";
import { measureSpeed } from "../../src/train/speed/speed.ts";

const { values } = parseArgs({
  options: {
    vocab: { type: "string", default: "2000" },
    hidden: { type: "string", default: "256" },
    seconds: { type: "string", default: "6" },
  },
});
const sizes = {
  vocab: Number(values.vocab),
  hidden: Number(values.hidden),
  batch: 64,
  turns: 6,
  words: 16,
  facts: 32,
};
/** V8 compiles its best code in the first ones. */
const warmUp = 2;

type Kernel = keyof Exports;
type Arguments = readonly number[];

/** Two for each multiplication of the matrix products that a call computes; none where a kernel computes something else. */
const operations: { readonly [name in Kernel]?: (given: Arguments, plan: Int32Array) => number } = {
  product: (given) => 2 * at(given, 8) * at(given, 9) * at(given, 10),
  gruForward: (given) => 2 * at(given, 5) * at(given, 6) * 3 * at(given, 7) ** 2,
  gruBackward: (given) => 4 * at(given, 9) * 3 * at(given, 8) ** 2,
  objective: (given) => 6 * at(given, 8) * at(given, 9) * at(given, 10),
  mixtureForward: (given) => 2 * at(given, 6) * at(given, 7) * at(given, 8),
  decodeHear: (_, [rows = 0, hidden = 0]) => 2 * rows * 4 * hidden ** 2,
  decodeThink: (_, [rows = 0, hidden = 0]) =>
    2 * rows * hidden * (2 * hidden + 3 * bucketCount + (2 + heads) * (hidden + 2 + heads)),
  decodeSpeak: (_, [rows = 0, hidden = 0, vocabulary = 0]) => 2 * rows * hidden * vocabulary,
};

interface Spent {
  milliseconds: number;
  operations: number;
}

/** What the kernels of one kind of work took, since it was warm. */
class Phase {
  readonly kernels = new Map<string, Spent>();
  readonly #begun = performance.now();
  #warm: number | undefined;
  #last = 0;

  get milliseconds(): number {
    return this.#last - (this.#warm ?? this.#last);
  }

  /** Something has just ended. */
  touch(): void {
    this.#last = performance.now();
    if (this.#warm === undefined && this.#last - this.#begun > 1000 * warmUp) {
      this.#warm = this.#last;
      this.kernels.clear();
    }
  }

  add(kernel: string, milliseconds: number, operations: number): void {
    const spent = this.kernels.get(kernel) ?? { milliseconds: 0, operations: 0 };
    this.kernels.set(kernel, spent);
    spent.milliseconds += milliseconds;
    spent.operations += operations;
  }
}

const phases = new Map<string, Phase>();
/** What goes on; between two kinds of work still the last one. */
let current = new Phase();

/** Times every call of a kernel. */
function watch(kernels: Library): void {
  const watched = Object.entries(kernels.run).map(([name, run]) => {
    if (typeof run !== "function") return [name, run];
    const call = run as (...given: Arguments) => unknown;
    const count = operations[name as Kernel];
    const timed = (...given: Arguments): unknown => {
      const start = performance.now();
      const result = call(...given);
      const milliseconds = performance.now() - start;
      const plan = name.startsWith("decode") ? kernels.readIntegers(at(given, 0), 3) : new Int32Array();
      current.add(name, milliseconds, count?.(given, plan) ?? 0);
      return result;
    };
    return [name, timed];
  });
  Object.assign(kernels, { run: Object.fromEntries(watched) as Exports });
}

/** This thread's hands, that tell what kind of work goes on. */
const hands: Hands = {
  ...own,
  async do(job) {
    const learning = job.kind === "learn" && job.shard.lessons.some(({ asPolicy }) => asPolicy);
    const name = {
      play: "dialogues",
      read: "reading",
      learn: learning ? "policy-gradient updates" : "supervised updates",
    }[job.kind];
    current = phases.get(name) ?? new Phase();
    phases.set(name, current);
    const answer = await own.do(job);
    current.touch();
    return answer;
  },
};

function table(name: string, { kernels, milliseconds: all }: Phase, peak: number): string {
  const within = [...kernels.values()].reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const rows = [...kernels]
    .filter(([, { milliseconds }]) => milliseconds > all / 200)
    .sort(([, a], [, b]) => b.milliseconds - a.milliseconds)
    .map(([kernel, { milliseconds, operations: done }]) => {
      const gigaflops = done / milliseconds / 1e6;
      return [
        kernel,
        percent(milliseconds / all),
        ...(done === 0 ? [] : [gigaflops.toFixed(1), percent(gigaflops / peak)]),
      ];
    });
  const rest = ["all but kernels", percent(1 - within / all)];
  return aligned([[name, "of the time", "GFLOP/s", "of peak"], ...rows, rest], new Set([1, 2, 3])).join("\n");
}

const { gigaflops } = await checkEngine("wasm");
const kernels = library();
if (kernels === undefined || gigaflops === null) throw new Error("the wasm engine did not start");
const peak = gigaflops;
watch(kernels);
const seconds = Number(values.seconds);
await measureSpeed(sizes, { crew: new Crew(hands), runs: 1, warmUp: warmUp + seconds });
process.stdout.write(
  `${kernels.variant}, Node ${process.versions.node}, one thread; vocabulary ${sizes.vocab}, hidden ${sizes.hidden}; peak ${peak.toFixed(1)} GFLOP/s\n\n`,
);
process.stdout.write(`${[...phases].map(([name, phase]) => table(name, phase, peak)).join("\n\n")}\n`);
