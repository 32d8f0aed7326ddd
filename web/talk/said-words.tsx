import type { Word } from "../../src/chat/protocol.ts";
import { showsSources } from "../state/page-state.ts";

export type Source = "own" | "repeated" | "looked-up";

/** Where most of a word came from. */
export function sourceOf({ own, repeated, lookedUp }: Word): Source {
  if (lookedUp >= own && lookedUp >= repeated) return "looked-up";
  return repeated > own ? "repeated" : "own";
}

interface Stretch {
  readonly source: Source;
  readonly text: string;
}

/** Neighbours with the same source are one stretch: one underline for "flat white". */
export function stretches(words: readonly Word[]): Stretch[] {
  const found: Stretch[] = [];
  for (const word of words) {
    const source = sourceOf(word);
    const last = found.at(-1);
    if (last?.source === source) found[found.length - 1] = { source, text: last.text + word.text };
    else found.push({ source, text: word.text });
  }
  return found;
}

export function SaidWords({ words }: { words: readonly Word[] }) {
  const parts = stretches(words);
  const named = (source: Source): string =>
    parts.flatMap((part) => (part.source === source ? [part.text.trim()] : [])).join(", ");
  const [repeated, lookedUp] = [named("repeated"), named("looked-up")];
  return (
    <>
      <p class={`said-words ${showsSources.value ? "with-sources" : ""}`}>
        {parts.map(({ source, text }, place) => {
          const blank = text.startsWith(" ") ? " " : "";
          return (
            <>
              {blank}
              <span key={place} class={`word-${source}`}>
                {text.trimStart()}
              </span>
            </>
          );
        })}
      </p>
      {showsSources.value && (repeated || lookedUp) && (
        <p class="visually-hidden">
          {repeated && `Repeated from the talk: ${repeated}. `}
          {lookedUp && `Looked up in the facts: ${lookedUp}.`}
        </p>
      )}
    </>
  );
}
