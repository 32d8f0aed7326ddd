import type { Dialogue } from "../dialogue/dialogue.ts";
import type { Fact, Facts } from "../dialogue/fact.ts";
import type { Seat } from "../dialogue/seat.ts";

/** Marks of a stream: they open my turn, open yours and end the dialogue. Their ids are 0, 1 and 2. */
const turnMarks = ["<me>", "<you>", "<end>"] as const;

/** Stand-ins for words that the vocabulary lacks, numbered within a dialogue; ids 3 to 6. No person's text has a mark. */
const slotMarks = ["<new1>", "<new2>", "<new3>", "<new4>"] as const;

export const marks: readonly string[] = [...turnMarks, ...slotMarks];

/** The field that tells an agent which seat it has: it is tagged where a turn opens, lest it forget halfway who it is. */
export const seatField = (seat: Seat): string => `seat ${seat}`;

/** The words that an agent can hear and say, by id. There is no padding word: lengths tell where a stream ends. */
export interface Vocabulary {
  /** The marks first, then words, the most frequent first. */
  readonly words: readonly string[];
  readonly size: number;
  id(word: string): number | undefined;
  readonly me: number;
  readonly you: number;
  readonly end: number;
  readonly slots: readonly number[];
  /** Names of fact fields, each a word too, if frequent enough, and of seat fields; in alphabetical order. */
  readonly fields: readonly string[];
  /** 1 for the first of `fields` and so on; 0 for a field that is none of them. */
  fieldId(field: string): number;
}

export interface VocabularyLimits {
  /** Words at most, the marks not counted. */
  readonly limit?: number;
  /** A word of fewer dialogues becomes a slot: a name is rare, however often its one dialogue repeats it. */
  readonly minCount?: number;
}

/** `words` without the marks, in order of id. */
export function vocabulary(words: readonly string[], fields: readonly string[]): Vocabulary {
  const all = [...marks, ...words];
  const ids = new Map(all.map((word, id) => [word, id]));
  const fieldIds = new Map(fields.map((field, index) => [field, index + 1]));
  if (ids.size !== all.length) throw new RangeError("vocabulary: a word is there twice");
  return {
    words: all,
    size: all.length,
    id: (word) => ids.get(word),
    me: 0,
    you: 1,
    end: 2,
    slots: slotMarks.map((_, index) => turnMarks.length + index),
    fields,
    fieldId: (field) => fieldIds.get(field) ?? 0,
  };
}

/** The most frequent words of the training dialogues' turns and facts; ties in alphabetical order. Other splits are not read. */
export function buildVocabulary(
  dialogues: Iterable<Dialogue>,
  { limit = 4000, minCount = 2 }: VocabularyLimits = {},
): Vocabulary {
  const counts = new Map<string, number>();
  const dialogueCounts = new Map<string, number>();
  const fields = new Set<string>();
  for (const dialogue of dialogues) {
    if ((dialogue.split ?? "train") !== "train") continue;
    const seen = new Set<string>();
    const see = (word: string): void => {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      seen.add(word);
    };
    for (const turn of dialogue.turns) {
      fields.add(seatField(turn.seat));
      split(turn.text).forEach(see);
    }
    for (const fact of factsOf(dialogue)) {
      fields.add(fact.field);
      see(fact.field);
      split(fact.words).forEach(see);
    }
    for (const word of seen) dialogueCounts.set(word, (dialogueCounts.get(word) ?? 0) + 1);
  }
  const words = [...counts.keys()]
    .filter((word) => (dialogueCounts.get(word) ?? 0) >= minCount && !marks.includes(word))
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1));
  return vocabulary(words.slice(0, limit), [...fields].sort());
}

function split(spacedText: string): string[] {
  return spacedText.split(" ").filter((word) => word !== "");
}

/** Everything that either seat ever knows. */
function factsOf(dialogue: Dialogue): Fact[] {
  const all = (facts: Facts | undefined): Fact[] => [...(facts?.values() ?? [])].flat();
  return [...all(dialogue.scene.facts), ...dialogue.turns.flatMap((turn) => all(turn.gives))];
}
