import { statSync } from "node:fs";
import { join } from "node:path";

/** The file that is written last: with it, a checkpoint is whole. */
const seal = "manifest.json";

/** When the checkpoint in `folder` was written, in milliseconds; undefined where there is none yet. */
export function checkpointTime(folder: string): number | undefined {
  return statSync(join(folder, seal), { throwIfNoEntry: false })?.mtimeMs;
}
