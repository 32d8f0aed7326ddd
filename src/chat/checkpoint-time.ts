import { statSync } from "node:fs";
import { join } from "node:path";

/** The file that is written last: with it, a checkpoint is whole. */
const seal = "manifest.json";

/** When the checkpoint in `folder` was written, in milliseconds; undefined where there is none yet. */
export function checkpointTime(folder: string): number | undefined {
  // While a checkpoint is replaced, for an instant only the one before it is there, under this name.
  const newest = [folder, `${folder}.previous`].map((place) => statSync(join(place, seal), { throwIfNoEntry: false }));
  return newest.find((found) => found !== undefined)?.mtimeMs;
}
