import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ModuleError } from "../src/errors.ts";
import { loadModule } from "../src/load-module.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "duologue-module-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function failure(path: string): Promise<string> {
  const error: unknown = await loadModule(path).catch((thrown: unknown) => thrown);
  if (!(error instanceof ModuleError)) throw new Error(`expected a ModuleError, found ${String(error)}`);
  return error.message;
}

test("loads a rule that lies outside the package and imports duologue, zod and a sub-path of natural", async () => {
  const path = await file(
    "polite.ts",
    `import { z } from "zod";
     import distance from "natural/lib/natural/distance/index.js";
     import { defineRule } from "duologue";
     export const schema = z.strictObject({});
     export const hamming: number = distance.HammingDistance("tea", "sea");
     export default defineRule({
       name: "polite", summary: "Says please.", range: [0, 1], options: schema, examples: [],
       score: ({ words }) => Number(words.includes("please")),
     });`,
  );
  const module = await loadModule(path);
  expect(module["hamming"]).toBe(1);
  expect(module["schema"]).toBeInstanceOf(z.ZodObject);
  expect(module["default"]).toMatchObject({ name: "polite", range: [0, 1] });
});

test("loads JSON as its keys", async () => {
  expect(await loadModule(await file("plain.json", `{ "seed": 7 }`))).toMatchObject({ seed: 7 });
});

test("names file, line and column of a syntax error", async () => {
  const path = await file("broken.ts", "export const a = 1;\n\nexport const b: number = ;\n");
  expect(await failure(path)).toBe(`${path}:3:25: this is not valid TypeScript: Unexpected token; mend this line`);
});

test("names file and line of what a file throws while it is loaded", async () => {
  const path = await file("throws.ts", `export type A = string;\n\nthrow new RangeError("no beans");\n`);
  expect(await failure(path)).toBe(`${path}:3: threw RangeError while it was loaded: no beans`);
});

test("names a JSON file that is not JSON, and what is wrong in it", async () => {
  const path = await file("broken.json", `{ "seed": }`);
  expect(await failure(path)).toMatch(new RegExp(`^${path}: this is not valid JSON: Unexpected token`));
});

test("names the file whose import is missing", async () => {
  const path = await file("lonely.ts", `import nowhere from "nowhere-package";\nexport default nowhere;\n`);
  expect(await failure(path)).toBe(`${path}: Cannot find module 'nowhere-package'; install it, or correct the import`);
});

test("says that a file is not there", async () => {
  const path = join(folder, "absent.ts");
  expect(await failure(path)).toBe(`${path}: there is no such file; check the path`);
});
