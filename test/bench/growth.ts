/** Whether memory grows with training: the real loop on a small corpus for many steps, one row now and then. */
import { parseArgs } from "node:util";
import { startEngine } from "../../src/agent/engine.ts";
import { aligned } from "../../src/commands/table.ts";
import { configSchema } from "../../src/config.ts";
import { tensorMemory } from "../../src/nn/tensor.ts";
import { startCrew } from "../../src/train/crew/crew.ts";
import { Learner } from "../../src/train/learner.ts";
import { Opponents } from "../../src/train/opponents.ts";
import { reinforce } from "../../src/train/reinforce.ts";
import { firstState } from "../../src/train/reinforce-state.ts";
import { stall, stallAgent, stallRules, stallSettings } from "../train/stall.ts";

const { values } = parseArgs({
  options: {
    steps: { type: "string", default: "1000" },
    hidden: { type: "string", default: "64" },
    threads: { type: "string", default: "2" },
  },
});
const [steps, hidden, threads] = [Number(values.steps), Number(values.hidden), Number(values.threads)];

await startEngine("wasm");
const settings = configSchema.parse({ ...stallSettings, reinforce: { steps } });
const crew = await startCrew({ engine: "wasm", threads, corpus: stall });
const reference = stallAgent("reference", 1, hidden);
const learner = new Learner(reference.copy("learner"), { crew });
const opponents = new Opponents(reference, settings.opponents);
const setup = { learner, reference, opponents, corpus: stall, rules: await stallRules(), settings, seed: 1 };

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
/** What is left once the garbage is gone: between collections there is any amount of it. */
const collected = (): NodeJS.MemoryUsage => {
  if (globalThis.gc === undefined) throw new Error("run it with --expose-gc");
  globalThis.gc();
  return process.memoryUsage();
};
const rows = [["step", "heap MB", "buffers MB", "resident MB", "tensors", "MB in tensors"]];
for await (const { step } of reinforce(setup, firstState(settings.reinforce.kl.coefficient))) {
  if (step % Math.ceil(steps / 10) !== 0) continue;
  const { count, bytes } = tensorMemory();
  const { heapUsed, arrayBuffers, rss } = collected();
  rows.push([`${step}`, megabytes(heapUsed), megabytes(arrayBuffers), megabytes(rss), `${count}`, megabytes(bytes)]);
  process.stderr.write(`${step} of ${steps} steps\n`);
}
await crew.close();
process.stdout.write(`${aligned(rows, new Set([0, 1, 2, 3, 4, 5])).join("\n")}\n`);
