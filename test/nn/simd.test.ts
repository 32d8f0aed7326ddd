import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { execArgv, moduleUrl } from "../../src/spawn.ts";

const simd = moduleUrl(import.meta.url, "../../src/nn/simd").href;

/** In a fresh process: the flag holds for all of one. */
function fresh(...flags: readonly string[]) {
  const script = `import { simdSupport } from ${JSON.stringify(simd)}; process.stdout.write(simdSupport());`;
  const args = [...flags, ...execArgv(simd), "--input-type=module", "-e", script];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: fileURLToPath(new URL("../..", simd)),
    encoding: "utf8",
  });
  return { stdout, stderr };
}

test("every Node that we promise has relaxed SIMD, joined from Node 24 on, and says nothing about flags", () => {
  const { stdout, stderr } = fresh();
  expect(stderr).toBe("");
  const joins = Number.parseInt(process.versions.node, 10) >= 24 && process.arch === "x64";
  // A machine without FMA3 has no vectors of 256 bits either.
  expect(joins ? ["wide", "relaxed"] : ["relaxed"]).toContain(stdout);
});
