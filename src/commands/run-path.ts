import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { RunError } from "../errors.ts";

const runsFolder = "runs";

/** The folder of the run that is named so, or that lies at that path. It need not be there. */
export function runPath(nameOrPath: string): string {
  return existsSync(join(nameOrPath, "run.json")) ? resolve(nameOrPath) : resolve(runsFolder, nameOrPath);
}

/** The run that was begun last. */
export function latestRun(): string {
  const entries = existsSync(runsFolder) ? readdirSync(runsFolder, { withFileTypes: true }) : [];
  // Beside the runs lies the database.
  const folders = entries.filter((entry) => entry.isDirectory());
  const begun = folders.flatMap(({ name }) => {
    const found = statSync(join(runsFolder, name, "run.json"), { throwIfNoEntry: false });
    return found ? [{ name, time: found.mtimeMs }] : [];
  });
  const latest = begun.reduce((a, b) => (b.time > a.time ? b : a), { name: "", time: -Infinity });
  if (latest.name === "") {
    throw new RunError(
      `there is no run in ${resolve(runsFolder)}; train one with "duologue train", or begin with "duologue start"`,
    );
  }
  return resolve(runsFolder, latest.name);
}
