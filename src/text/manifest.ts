import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { CorpusError } from "../errors.ts";
import { explainIssue } from "./explain-issue.ts";
import { shownPath } from "./problem.ts";

const name = z.string().trim().min(1);

const manifest = z.strictObject({
  name,
  seats: z.tuple([name, name]),
  opens: name.optional(),
  person: name.optional(),
  licence: name,
  source: name,
});

/** `corpus.json`: who talks in a corpus, and whose it is. */
export type Manifest = z.infer<typeof manifest>;

export const manifestName = "corpus.json";

export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, manifestName);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CorpusError(`${shownPath(file)} is not JSON: ${reason}`, { cause: error });
  }
  const { data, error } = manifest.safeParse(value, { reportInput: true });
  if (error !== undefined) throw new CorpusError(`${shownPath(file)}: ${explainIssue(error)}`);
  const { seats, opens, person } = data;
  if (seats[0] === seats[1])
    throw new CorpusError(`${shownPath(file)}: both seats are "${seats[0]}"; expected two names`);
  for (const [key, seat] of [
    ["opens", opens],
    ["person", person],
  ] as const)
    if (seat !== undefined && !seats.includes(seat))
      throw new CorpusError(`${shownPath(file)}: "${key}" is "${seat}"; expected "${seats.join('" or "')}"`);
  return data;
}
