import { readable } from "../text/readable.ts";
import type { JudgedDialogue } from "./training-event.ts";

/** A self-play dialogue as the page shows it: its turns as people read them, and what the rules quote of them. */
export function exampleView({ scene, turns }: JudgedDialogue): JudgedDialogue {
  return {
    scene,
    turns: turns.map(({ seat, text, scores }) => {
      const shown = readable(text);
      return {
        seat,
        text: shown,
        scores: scores.map((score) => ({
          ...score,
          evidence: score.evidence.map(({ note, words }) => ({
            note: readableQuotes(note),
            ...(words !== undefined && { words: asIn(shown, words) }),
          })),
        })),
      };
    }),
  };
}

function readableQuotes(note: string): string {
  return note.replace(/"([^"]+)"/g, (_, quoted: string) => `"${readable(quoted)}"`);
}

/** A part of a turn, with the capitals that it has there; words that do not stand there in a row stay as they are. */
function asIn(shown: string, words: string): string {
  const part = readable(words);
  const start = shown.toLowerCase().indexOf(part.toLowerCase());
  return start < 0 ? words : shown.slice(start, start + part.length);
}
