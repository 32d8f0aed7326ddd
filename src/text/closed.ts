import type { Vocabulary } from "./vocabulary.ts";

/**
 * What a person typed, in spaced form, with a full stop where no mark ends it. Hands leave it out, transcripts do not, and whoever
 * learnt from them takes a turn without one for a turn that was broken off. Nothing is added where the corpus has no full stops.
 */
export function closed(text: string, vocabulary: Vocabulary): string {
  const endsOpen = /[\p{L}\p{N}]$/u.test(text);
  return endsOpen && vocabulary.id(".") !== undefined ? `${text} .` : text;
}
