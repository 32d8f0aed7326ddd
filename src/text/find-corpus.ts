import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CorpusError } from "../errors.ts";
import { nearestName } from "../nearest-name.ts";
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
  const meant = nearestName(nameOrPath, known);
  const names = meant === undefined ? known : [meant, ...known.filter((name) => name !== meant)];
  throw new CorpusError(
    `no corpus "${nameOrPath}": it is neither a name (${names.join(", ") || "there is none"}) nor a file or folder; ` +
      "see `duologue corpus list`",
  );
}
