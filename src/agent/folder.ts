/**
 * A folder that is there whole or not at all. Files go to a new folder beside the target, are flushed to disk, and a manifest
 * with the hash of each is written last; then the folders change places by renaming.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { CheckpointError } from "../errors.ts";

const manifestSchema = z.strictObject({
  format: z.literal("duologue-checkpoint-1"),
  sha256: z.record(z.string(), z.string()),
});

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Has the disk know which files a folder has. */
async function flushNames(folder: string): Promise<void> {
  const directory = await open(folder, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

const previous = (folder: string): string => `${folder}.previous`;

/** Replaces `folder` by one that has exactly `files`. */
export async function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const fresh = `${folder}.new-${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  for (const [name, bytes] of files) await writeFlushed(join(fresh, name), bytes);
  const sha256 = Object.fromEntries([...files].map(([name, bytes]) => [name, hashOf(bytes)]));
  const manifest = JSON.stringify({ format: "duologue-checkpoint-1", sha256 }, null, 2);
  await writeFlushed(join(fresh, "manifest.json"), new TextEncoder().encode(`${manifest}\n`));
  await flushNames(fresh);
  // Between the two renames only `previous` is there; reading falls back to it.
  await rm(previous(folder), { recursive: true, force: true });
  if (existsSync(folder)) await rename(folder, previous(folder));
  await rename(fresh, folder);
  await flushNames(dirname(folder));
  await rm(previous(folder), { recursive: true, force: true });
}

/** The files of a folder, each checked against the manifest. Throws CheckpointError. */
export async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const source = existsSync(folder) ? folder : previous(folder);
  if (!existsSync(source))
    throw new CheckpointError(`${folder}: no checkpoint there; expected a folder that training wrote`);
  const manifest = await manifestOf(source);
  const files = new Map<string, Uint8Array>();
  for (const [name, expected] of Object.entries(manifest.sha256)) {
    const bytes = await readFile(join(source, name)).catch((cause: unknown) => {
      throw new CheckpointError(
        `${join(source, name)}: missing, though the manifest lists it; restore it or train again`,
        {
          cause,
        },
      );
    });
    const found = hashOf(bytes);
    if (found !== expected) {
      throw new CheckpointError(
        `${join(source, name)}: truncated or changed: sha256 ${found.slice(0, 12)}…, the manifest says ${expected.slice(0, 12)}…; ` +
          "restore it from a copy or train again",
      );
    }
    files.set(name, bytes);
  }
  return files;
}

async function manifestOf(folder: string): Promise<z.infer<typeof manifestSchema>> {
  const path = join(folder, "manifest.json");
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new CheckpointError(
      `${path}: no valid manifest, so the checkpoint was never finished; restore it or train again`,
      {
        cause,
      },
    );
  }
}
