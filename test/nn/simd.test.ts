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

test("every Node that we promise has relaxed SIMD, and says nothing about flags", () => {
  expect(fresh()).toEqual({ stdout: "relaxed", stderr: "" });
});
