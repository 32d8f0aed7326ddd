import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { CorpusError } from "../errors.ts";
import { formats } from "./formats/formats.ts";
import type { Format } from "./formats/format.ts";
import { linesOf } from "./lines.ts";
import { type Manifest, manifestName, readManifest } from "./manifest.ts";
import { shownPath } from "./problem.ts";

/** Where a corpus's dialogues come from, before any is read. */
export interface CorpusSource {
  readonly name: string;
  /** What `corpus.json` says, where there is one. */
  readonly manifest?: Manifest;
  readonly files: readonly { readonly path: string; readonly format: Format }[];
  /** Path of `generator.ts`. */
  readonly generator?: string;
  /** Path of `world.ts`. */
  readonly world?: string;
  readonly houseRules?: string;
}

/** What lies at `path`, a folder or a file; `format` reads it whatever it looks like. */
export async function corpusSource(path: string, format?: Format): Promise<CorpusSource> {
  const isFolder = (await stat(path)).isDirectory();
  if (format !== undefined) {
    if (isFolder && !format.readsFolders)
      throw new CorpusError(`${shownPath(path)} is a folder; the format ${format.name} is one file`);
    return { name: basename(path, extname(path)), files: [{ path, format }] };
  }
  if (isFolder) return folderSource(path);
  const files = [{ path, format: await formatOf(path) }];
  const folder = dirname(path);
  if (!existsSync(join(folder, manifestName))) return { name: basename(path, extname(path)), files };
  // One file of a corpus: its `corpus.json` says who talks, its world and rules hold.
  const { generator: _, ...whole } = await folderSource(folder);
  return { ...whole, files };
}

async function folderSource(folder: string): Promise<CorpusSource> {
  if (!existsSync(join(folder, manifestName)))
    throw new CorpusError(
      `${shownPath(folder)} has no ${manifestName}; write one with "name", "seats", "licence" and "source", or name one file of it`,
    );
  const manifest = await readManifest(folder);
  const lines = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).sort();
  const files = await Promise.all(
    lines.map(async (name) => ({ path: join(folder, name), format: await formatOf(join(folder, name)) })),
  );
  const [generator, world, houseRules] = ["generator.ts", "world.ts", "house-rules.yaml"].map((name) =>
    existsSync(join(folder, name)) ? join(folder, name) : undefined,
  );
  if (files.length === 0 && generator === undefined)
    throw new CorpusError(`${shownPath(folder)} has neither dialogues (*.jsonl) nor a generator.ts; add one of them`);
  return {
    name: manifest.name,
    manifest,
    files,
    ...(generator && { generator }),
    ...(world && { world }),
    ...(houseRules && { houseRules: await readFile(houseRules, "utf8") }),
  };
}

async function formatOf(path: string): Promise<Format> {
  for await (const { text } of linesOf(path)) {
    if (text.trim() === "") continue;
    const format = formats.find((candidate) => candidate.recognises(path, text));
    if (format !== undefined) return format;
    const known = formats.map(({ name, summary }) => `\n  ${name.padEnd(16)} ${summary}`).join("");
    throw new CorpusError(`${shownPath(path)} is in no format that can be read; expected one of${known}`);
  }
  throw new CorpusError(`${shownPath(path)} is empty; expected dialogues`);
}
