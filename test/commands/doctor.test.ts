import { availableParallelism } from "node:os";
import { expect, test, vi } from "vitest";
import { addDoctorCommand, adviceFor, diagnosisTable } from "../../src/commands/doctor.ts";
import type { EngineCheck } from "../../src/commands/engine-check.ts";
import { newProgram } from "../../src/commands/program.ts";
import { widerVectors } from "../../src/nn/simd.ts";

const works: EngineCheck = { engine: "wasm", works: true, gigaflops: 8.64, problem: null };
const absent: EngineCheck = { engine: "tensorflow", works: false, gigaflops: null, problem: "Cannot find module 'x'" };

const fine = { engines: [works], simd: "wide", page: "built" } as const;

test("advises what is missing, and nothing where all is there", () => {
  expect(adviceFor({ ...fine, engines: [absent, works] })).toEqual([
    "the native engine is not installed; npm run setup:native installs it",
  ]);
  expect(adviceFor({ ...fine, simd: "plain", page: "missing" })).toHaveLength(2);
  expect(adviceFor({ ...fine, engines: [{ ...absent, works: true }, works] })).toEqual([]);
});

test("advises a newer Node where that has wider vectors", () => {
  const wider = widerVectors("relaxed", { node: 22, arch: "x64" });
  expect(adviceFor({ ...fine, simd: "relaxed" }, wider)).toEqual([expect.stringContaining("Node 24 or later")]);
  expect(widerVectors("relaxed", { node: 22, arch: "arm64" })).toBeUndefined();
  expect(widerVectors("relaxed", { node: 24, arch: "x64" })).toBeUndefined();
  expect(widerVectors("plain", { node: 20, arch: "x64" })).toBeUndefined();
});

test("measures this machine, and prints it as JSON", async () => {
  let stdout = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  const program = newProgram();
  addDoctorCommand(program);
  await program.parseAsync(["doctor", "--json"], { from: "user" }).finally(() => write.mockRestore());

  const diagnosis = JSON.parse(stdout);
  expect(diagnosis).toMatchObject({ node: process.versions.node, threads: availableParallelism() });
  const wasm = diagnosis.engines.find(({ engine }: EngineCheck) => engine === "wasm");
  expect(wasm.works).toBe(true);
  expect(wasm.gigaflops).toBeGreaterThan(0.05);
  const table = diagnosisTable(diagnosis);
  expect(table).toContain(`node          ${process.versions.node}`);
  expect(table).toMatch(/wasm {8}works, \d+\.\d GFLOP\/s/);
});
