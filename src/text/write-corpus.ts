import { existsSync } from "node:fs";
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import type { Corpus } from "./corpus.ts";
import { dialogueToLine } from "./dialogue-json.ts";
import { manifestName } from "./manifest.ts";
import { shownPath } from "./problem.ts";

/** Writes `corpus` into a new folder in our format: `corpus.json` and `dialogues.jsonl`. */
export async function writeCorpus(corpus: Corpus, folder: string): Promise<void> {
  if (existsSync(folder))
    throw new UsageError(`${shownPath(folder)} is there already; remove it, or name another folder with --out`);
  const { name, seats, opens, person, licence, source } = corpus;
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, "dialogues.jsonl"), "w");
  for (const dialogue of corpus.dialogues) await file.write(`${dialogueToLine(dialogue)}\n`);
  await file.close();
  // Last, for it is what makes the folder a corpus.
  await writeFile(
    join(folder, manifestName),
    `${JSON.stringify({ name, seats, opens, person, licence, source }, null, 2)}\n`,
  );
}
