import { appendFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { type Config, keptConfig } from "../config.ts";
import { RunError } from "../errors.ts";
import type { TrainingEvent } from "./training-event.ts";

const runFile = z.strictObject({
  run: z.string(),
  /** Name of the corpus, or its absolute path. */
  corpus: z.string(),
  seed: z.int(),
  engine: z.string(),
  started: z.iso.datetime(),
  /** Every setting that it was started with; a resumed run goes on with these. */
  config: z.unknown(),
});

export type RunFile = z.infer<typeof runFile>;

/** Where each thing of a run lies, below runs/NAME. */
export class Run {
  readonly name: string;
  readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
    this.name = basename(this.folder);
  }

  /** The frozen supervised agent. */
  get reference(): string {
    return join(this.folder, "reference");
  }

  /** The best agent of the reinforcement with this seed; that of the run's own seed is the run's learner. */
  learner(repeat = 0): string {
    return repeat === 0 ? join(this.folder, "learner") : join(this.folder, "repeats", `${repeat}`);
  }

  /** A control's agent: trained alike, but paid by nothing that matters. */
  control(name: string): string {
    return join(this.folder, "controls", name);
  }

  /** A folder for one learner's checkpoints. */
  part(name: string): Run {
    return new Run(join(this.folder, "parts", name));
  }

  /** Where training stands, to be resumed. */
  get training(): string {
    return join(this.folder, "training");
  }

  /** The last state that passed the guard, to roll back to. */
  get good(): string {
    return join(this.folder, "good");
  }

  snapshot(step: number): string {
    return join(this.folder, "opponents", `${step}`);
  }

  async tell(event: TrainingEvent): Promise<void> {
    await appendFile(join(this.folder, "events.jsonl"), `${JSON.stringify(event)}\n`);
  }

  async read(): Promise<RunFile> {
    const path = join(this.folder, "run.json");
    if (!existsSync(path)) {
      throw new RunError(`no run in ${this.folder} (no run.json); train one with: duologue train --run ${this.name}`);
    }
    try {
      return runFile.parse(JSON.parse(await readFile(path, "utf8")));
    } catch (cause) {
      const found = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
      throw new RunError(`${path} is not what training wrote: ${found}; train the run again`, { cause });
    }
  }

  /** The settings that it goes on with. */
  async config(): Promise<Config> {
    return keptConfig((await this.read()).config, join(this.folder, "run.json"));
  }

  /** The settings that it goes on with from here. */
  async saveConfig(config: Config): Promise<void> {
    await this.#write("run.json", { ...(await this.read()), config });
  }

  async writeReport(report: unknown): Promise<void> {
    await this.#write("report.json", report);
  }

  /** There whole or as it was before. */
  async #write(name: string, content: unknown): Promise<void> {
    const path = join(this.folder, name);
    await writeFile(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`);
    await rename(`${path}.new`, path);
  }
}

/** A new run's folder. Throws RunError where the name is taken. */
export async function createRun(
  folder: string,
  { config, corpus, engine }: { readonly config: Config; readonly corpus: string; readonly engine: string },
): Promise<Run> {
  const run = new Run(folder);
  if (existsSync(join(run.folder, "run.json"))) {
    throw new RunError(
      `there is a run "${run.name}" already in ${run.folder}; continue it with --resume, or choose another --run NAME`,
    );
  }
  await mkdir(run.folder, { recursive: true });
  const file: RunFile = {
    run: run.name,
    corpus,
    seed: config.seed,
    engine,
    started: new Date().toISOString(),
    config,
  };
  await writeFile(join(run.folder, "run.json"), `${JSON.stringify(file, null, 2)}\n`);
  return run;
}
