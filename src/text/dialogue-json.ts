import { z } from "zod";
import type { Dialogue, Outcome, Split } from "../dialogue/dialogue.ts";
import type { Facts } from "../dialogue/fact.ts";
import type { Seat, Seats } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import { CorpusError } from "../errors.ts";
import { explainIssue } from "./explain-issue.ts";

const facts = z.record(z.string(), z.array(z.tuple([z.string().min(1), z.string().min(1)])));

/** One line of a corpus. `scores` and `logProb` are what self-play adds; a reader leaves them out. */
function lineSchema(seats: Seats | undefined) {
  const seat = seats === undefined ? z.string().min(1) : z.enum(seats);
  const turn = z.strictObject({
    seat,
    text: z.string(),
    gives: facts.optional(),
    takes: facts.optional(),
    cut: z.boolean().optional(),
    scores: z.record(z.string(), z.number().nullable()).optional(),
    logProb: z.number().optional(),
  });
  return z.strictObject({
    id: z.union([z.string(), z.number()]).transform(String).optional(),
    split: z.enum(["train", "validation", "test"]).optional(),
    scene: facts.optional(),
    turns: z.array(turn).min(1),
    outcome: z.strictObject({ success: z.boolean(), reasons: z.array(z.string()).optional() }).optional(),
    ended: z.boolean().optional(),
  });
}

/** A line's content, not yet normalised. */
export interface DialogueLine {
  readonly id: string | undefined;
  readonly split: Split | undefined;
  readonly facts: Facts;
  readonly turns: readonly Turn[];
  readonly outcome: Outcome | undefined;
  readonly ended: boolean | undefined;
}

/** Reads lines of the corpus format; with `seats`, only those may speak. What a line lacks or has too much is a CorpusError. */
export function lineReader(seats: Seats | undefined): (line: string) => DialogueLine {
  const schema = lineSchema(seats);
  return (line) => {
    const { data, error } = schema.safeParse(parseJson(line), { reportInput: true });
    if (error !== undefined) throw new CorpusError(explainIssue(error));
    const { id, split, outcome, ended } = data;
    return {
      id,
      split,
      facts: toFacts(data.scene),
      turns: data.turns.map(({ seat, text, gives, takes, cut }) => ({
        seat,
        text,
        ...(gives && { gives: toFacts(gives) }),
        ...(takes && { takes: toFacts(takes) }),
        ...(cut && { cut }),
      })),
      outcome: outcome && { success: outcome.success, ...(outcome.reasons && { reasons: outcome.reasons }) },
      ended,
    };
  };
}

/** One JSON value, or a CorpusError that says where it breaks. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CorpusError(`is not JSON (${reason}); expected one JSON object a line`, { cause: error });
  }
}

/** What self-play knows of a turn beside its text. */
export interface TurnNotes {
  /** By rule; `null` where the rule does not apply. */
  readonly scores?: ReadonlyMap<string, number | null>;
  readonly logProb?: number;
}

/**
 * A line of the corpus format, without the line break. An opening beside facts is told by the turns alone: the format keeps
 * no mark of where it ends.
 */
export function dialogueToLine(dialogue: Dialogue, notes: readonly (TurnNotes | undefined)[] = []): string {
  const { id, split, scene, turns, outcome, ended } = dialogue;
  return JSON.stringify({
    id,
    split,
    scene: fromFacts(scene.facts),
    turns: turns.map((turn, index) => {
      const { scores, logProb } = notes[index] ?? {};
      return {
        seat: turn.seat,
        text: turn.text,
        gives: fromFacts(turn.gives),
        takes: fromFacts(turn.takes),
        cut: turn.cut || undefined,
        scores: scores && Object.fromEntries(scores),
        logProb,
      };
    }),
    outcome,
    ended: ended || undefined,
  });
}

type FactPairs = Record<Seat, [field: string, words: string][]>;

function toFacts(pairs: FactPairs | undefined): Facts {
  return new Map(
    Object.entries(pairs ?? {}).map(([seat, known]) => [seat, known.map(([field, words]) => ({ field, words }))]),
  );
}

function fromFacts(known: Facts | undefined): FactPairs | undefined {
  if (known === undefined || known.size === 0) return undefined;
  return Object.fromEntries([...known].map(([seat, all]) => [seat, all.map(({ field, words }) => [field, words])]));
}
