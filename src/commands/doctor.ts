import { existsSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { packageRoot } from "../package-root.ts";
import { checkEngine, type EngineCheck } from "./engine-check.ts";
import { manifest } from "./program.ts";
import { engineNames, startEngine } from "../nn/engine.ts";
import { type Simd, simdSupport, widerVectors } from "../nn/simd.ts";

/** What this machine can do, and what would make training faster. */
export interface Diagnosis {
  readonly duologue: string;
  readonly node: string;
  readonly system: string;
  readonly threads: number;
  readonly memoryGigabytes: { readonly free: number; readonly total: number };
  readonly simd: Simd;
  /** The engine that `--engine auto` takes. */
  readonly engine: string;
  readonly engines: readonly EngineCheck[];
  readonly page: "built" | "missing";
  readonly advice: readonly string[];
}

export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("engine, threads, memory, versions, and what to install for more speed")
    .option("--json", "the same as one JSON object")
    .addHelpText("after", "\nExample:\n  $ duologue doctor")
    .action(async ({ json }: { readonly json?: true }) => {
      const diagnosis = await diagnose();
      process.stdout.write(`${json ? JSON.stringify(diagnosis) : diagnosisTable(diagnosis)}\n`);
    });
}

async function diagnose(): Promise<Diagnosis> {
  const simd = simdSupport();
  const engines: EngineCheck[] = [];
  for (const engine of engineNames) engines.push(await checkEngine(engine)); // one after the other: each has all cores
  const page = existsSync(join(packageRoot, "dist/web/index.html")) ? "built" : "missing";
  const gigabytes = (bytes: number): number => Math.round(bytes / 2 ** 30);
  return {
    duologue: manifest().version,
    node: process.versions.node,
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    threads: os.availableParallelism(),
    memoryGigabytes: { free: gigabytes(os.freemem()), total: gigabytes(os.totalmem()) },
    simd,
    engine: (await startEngine("auto")).name,
    engines,
    page,
    advice: adviceFor({ engines, simd, page }),
  };
}

export function adviceFor(
  { engines, simd, page }: Pick<Diagnosis, "engines" | "simd" | "page">,
  wider = widerVectors(simd),
): readonly string[] {
  const native = engines.find(({ engine }) => engine === "tensorflow");
  const advice: string[] = [];
  if (native && !native.works) advice.push("the native engine is not installed; npm run setup:native installs it");
  if (simd === "plain" || simd === "none")
    advice.push("this Node has no relaxed SIMD; Node 20.19 or later has it, and makes wasm twice as fast");
  if (wider !== undefined) advice.push(`${wider}: matrix products on wasm take half the time`);
  if (page === "missing") advice.push("the chat page is not built; npm run build builds it");
  return advice;
}

export function diagnosisTable(diagnosis: Diagnosis): string {
  const { memoryGigabytes: memory } = diagnosis;
  const rows: readonly (readonly [string, string])[] = [
    ["duologue", diagnosis.duologue],
    ["node", diagnosis.node],
    ["system", diagnosis.system],
    ["threads", String(diagnosis.threads)],
    ["memory", `${memory.free} of ${memory.total} GB free`],
    ["simd", diagnosis.simd],
    ["page", diagnosis.page],
    ["engine", `${diagnosis.engine} (what --engine auto takes)`],
    ...diagnosis.engines.map((check) => [`  ${check.engine}`, engineLine(check)] as const),
  ];
  const lines = rows.map(([name, value]) => `${name.padEnd(14)}${value}`);
  const advice = diagnosis.advice.map((line) => `- ${line}`);
  return [...lines, "", ...(advice.length > 0 ? advice : ["Nothing to mend."])].join("\n");
}

function engineLine({ gigaflops, problem }: EngineCheck): string {
  if (gigaflops !== null) return `works, ${gigaflops.toFixed(1)} GFLOP/s`;
  if (problem?.includes("Cannot find module")) return "not installed";
  // The native loader's message has a page of advice of its own; its first line says what is wrong.
  return problem?.split("\n")[0] ?? "does not work";
}
