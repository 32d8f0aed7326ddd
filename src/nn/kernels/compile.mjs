/**
 * Compiles `assembly/` with AssemblyScript into a file for each variant in `dist/kernels/`, where a source is newer
 * than they are: `wide.wasm` (for V8s that join vectors), `relaxed.wasm`, `plain.wasm` (without relaxed SIMD). Plain JavaScript: it runs before anything is compiled.
 */
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../../../dist/kernels");

const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = readdirSync(join(here, "assembly")).map((name) => join(here, "assembly", name));
const newest = Math.max(...[...sources, join(here, "asconfig.json")].map(changed));

/** Written aside and moved into place: a program that starts meanwhile never reads half a module. */
function write(name, contents) {
  const file = join(out, name);
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, contents);
  renameSync(aside, file);
}

mkdirSync(out, { recursive: true });
for (const target of ["wide", "relaxed", "plain"]) {
  if (changed(join(out, `${target}.wasm`)) > newest) continue;
  const args = [
    "--config",
    join(here, "asconfig.json"),
    "--baseDir",
    here,
    "--target",
    target,
    "--outFile",
    `${target}.wasm`,
  ];
  const { error } = await asc.main(args, { writeFile: write, stderr: process.stderr });
  if (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    break;
  }
}
