import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { LevenshteinDistance } from "natural/lib/natural/distance/index.js";
import { CorpusError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";
import { manifestName } from "./manifest.ts";

const home = join(packageRoot, "corpora");

/** Names of the corpora that come with the program. */
export async function corpusNames(): Promise<string[]> {
  if (!existsSync(home)) return [];
  const folders = await readdir(home, { withFileTypes: true });
  return folders
    .filter((folder) => folder.isDirectory() && existsSync(join(home, folder.name, manifestName)))
    .map((folder) => folder.name)
    .sort();
}

/** Absolute path of a corpus of ours by its name, else of the folder or file at that path. */
export async function findCorpus(nameOrPath: string): Promise<string> {
  const known = await corpusNames();
  if (known.includes(nameOrPath)) return join(home, nameOrPath);
  const path = resolve(nameOrPath);
  if (existsSync(path)) return path;
  const nearest = known
    .map((name) => ({ name, distance: LevenshteinDistance(nameOrPath, name) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ name }) => name);
  throw new CorpusError(
    `no corpus "${nameOrPath}": it is neither a name (${nearest.join(", ") || "there is none"}) nor a file or folder; ` +
      "see `duologue corpus list`",
  );
}
