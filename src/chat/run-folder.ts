import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { RunError, ServerError } from "../errors.ts";
import { checkpointTime } from "./checkpoint-time.ts";
import { Report, type SideName } from "./protocol.ts";

const RunFile = z.looseObject({ corpus: z.string() });

/** What a folder `runs/NAME` holds, read afresh at every call: training may be writing it. */
export interface RunFolder {
  readonly name: string;
  readonly path: string;
  readonly agentFolder: (side: SideName) => string;
  /** The agents that can talk. */
  readonly agents: () => SideName[];
  /** The corpus that it was trained on; undefined while there is no `run.json`. */
  readonly corpus: () => string | undefined;
  readonly report: () => Report | undefined;
  /** The lines of `events.jsonl`, parsed; a last line that is still being written is left out. */
  readonly events: () => unknown[];
}

const sides: readonly SideName[] = ["before", "after"];

export function runFolder(path: string): RunFolder {
  const folder = resolve(path);
  const agentFolder = (side: SideName): string => join(folder, side === "before" ? "reference" : "learner");
  return {
    name: basename(folder),
    path: folder,
    agentFolder,
    agents: () => sides.filter((side) => checkpointTime(agentFolder(side)) !== undefined),
    corpus: () => readJson(join(folder, "run.json"), RunFile)?.corpus,
    report: () => readJson(join(folder, "report.json"), Report),
    events: () => readLines(join(folder, "events.jsonl")),
  };
}

/** The folder of a run that is there. */
export function existingRun(path: string): RunFolder & { readonly trainedOn: string } {
  const run = runFolder(path);
  const trainedOn = run.corpus();
  if (trainedOn === undefined) {
    throw new RunError(
      `there is no run in ${run.path} (no run.json); train one with "duologue train --run ${run.name}", or name another`,
    );
  }
  return { ...run, trainedOn };
}

function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const found = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new ServerError(`${file} is not what training wrote: ${found}; train the run again`, {
      cause: error,
    });
  }
}

function readLines(file: string): unknown[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  // Whole lines end in a newline; what stands after the last one is empty or half written.
  return lines.slice(0, -1).map((line): unknown => JSON.parse(line));
}
