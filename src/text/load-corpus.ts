import { basename, extname } from "node:path";
import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Seats } from "../dialogue/seat.ts";
import { CorpusError } from "../errors.ts";
import { assemble, Seating } from "./assemble.ts";
import { generateDialogues, loadWorld } from "./code-corpus.ts";
import type { Corpus, Problem } from "./corpus.ts";
import { type CorpusSource, corpusSource } from "./corpus-source.ts";
import type { Draft } from "./draft.ts";
import { findCorpus } from "./find-corpus.ts";
import type { Format } from "./formats/format.ts";
import { explainProblem, shownPath } from "./problem.ts";
import { withSplits } from "./split.ts";

/** Above this share of broken lines a corpus is not what its reader takes it for. */
export const problemLimit = 0.01;

export const isBroken = ({ problems }: Pick<Corpus, "problems">, lines: number): boolean =>
  problems.length > problemLimit * lines;

export interface LoadOptions {
  /** What a generator starts from; the same one gives the same corpus. */
  readonly seed?: number;
  /** Reads the path in this format, whatever it looks like. */
  readonly format?: Format;
}

/** A corpus and how many lines it was read from: generated dialogues count as lines. */
export interface Reading {
  readonly corpus: Corpus;
  readonly lines: number;
}

/** A corpus by its name, or at a path. Broken lines are skipped and told; above `problemLimit` they are a CorpusError. */
export async function loadCorpus(nameOrPath: string, options: LoadOptions = {}): Promise<Corpus> {
  const { corpus, lines } = await readCorpus(nameOrPath, options);
  const { problems, dialogues, path } = corpus;
  if (isBroken(corpus, lines))
    throw new CorpusError(
      `${shownPath(path)}: ${problems.length} of ${lines} lines are broken, above the limit of ${problemLimit * 100} %; ` +
        `mend them (\`duologue corpus check\` lists all):${firstOf(problems)}`,
    );
  if (dialogues.length === 0) throw new CorpusError(`${shownPath(path)} has no dialogues`);
  return corpus;
}

function firstOf(problems: readonly Problem[], count = 5): string {
  const first = problems.slice(0, count).map((problem) => `\n  ${explainProblem(problem)}`);
  return first.join("") + (problems.length > count ? `\n  and ${problems.length - count} more` : "");
}

/** As `loadCorpus`, however many lines are broken. */
export async function readCorpus(nameOrPath: string, { seed = 1, format }: LoadOptions = {}): Promise<Reading> {
  const path = await findCorpus(nameOrPath);
  const source = await corpusSource(path, format);
  const seating = new Seating(source.manifest?.seats ?? source.files[0]?.format.seats);
  const gathered = new Gathered(seating);
  for (const file of source.files) {
    const prefix = source.files.length > 1 ? `${basename(file.path, extname(file.path))}-` : "";
    for await (const entry of file.format.read(file.path, seating.seats))
      if ("problem" in entry) gathered.skip(entry.problem);
      else gathered.add(entry.draft, `${prefix}${entry.draft.line}`);
  }
  if (source.generator !== undefined) await gatherGenerated(gathered, source.generator, seed);
  const { seats } = seating;
  if (seats === undefined)
    throw new CorpusError(
      `${shownPath(path)} has ${seating.names ? `only ${seating.names}` : "nobody"} speaking; expected two speakers${firstOf(gathered.problems)}`,
    );
  const corpus = {
    ...about(source, seats),
    path,
    dialogues: withSplits(gathered.dialogues),
    problems: gathered.problems,
  };
  const world = source.world === undefined ? {} : { world: await loadWorld(source.world), worldFile: source.world };
  return { corpus: { ...corpus, ...world }, lines: gathered.lines };
}

/** Dialogues and problems as they come in. */
class Gathered {
  readonly dialogues: Dialogue[] = [];
  readonly problems: Problem[] = [];
  lines = 0;
  readonly #seating: Seating;
  readonly #ids = new Set<string>();

  constructor(seating: Seating) {
    this.#seating = seating;
  }

  skip(problem: Problem): void {
    this.problems.push(problem);
    this.lines++;
  }

  add(draft: Draft, defaultId: string): void {
    const { file, line } = draft;
    const made = assemble(draft, this.#seating, defaultId);
    if (typeof made === "string") this.problems.push({ file, line, message: made });
    else if (this.#ids.has(made.id))
      this.problems.push({ file, line, message: `id "${made.id}" is there twice; give each dialogue its own` });
    else {
      this.#ids.add(made.id);
      this.dialogues.push(made);
    }
    this.lines += draft.lines;
  }
}

/** A generator's mistakes are its author's to mend, not lines to skip: the first one ends the reading. */
async function gatherGenerated(gathered: Gathered, file: string, seed: number): Promise<void> {
  for (const [index, dialogue] of (await generateDialogues(file, seed)).entries()) {
    const { id: sceneId, facts, opening } = dialogue.scene;
    const before = gathered.problems.length;
    gathered.add({ file, line: index + 1, lines: 1, ...dialogue, facts, sceneId, opening }, dialogue.id);
    const problem = gathered.problems[before];
    if (problem !== undefined)
      throw new CorpusError(`${shownPath(file)} made dialogue "${dialogue.id}", of which ${problem.message}`);
  }
}

function about(
  source: CorpusSource,
  seats: Seats,
): Omit<Corpus, "path" | "dialogues" | "problems" | "world" | "worldFile"> {
  const { manifest, houseRules } = source;
  const format = source.files[0]?.format;
  return {
    name: source.name,
    seats,
    opens: manifest?.opens ?? format?.opens ?? seats[0],
    person: manifest?.person ?? format?.person ?? seats[1],
    licence: manifest?.licence ?? format?.licence ?? "unknown",
    source: manifest?.source ?? format?.source ?? "unknown",
    ...(houseRules === undefined ? {} : { houseRules }),
  };
}
