import type { Word } from "../../src/chat/protocol.ts";
import { showsSources } from "../state/page-state.ts";
import { type Source, stretches } from "./stretches.ts";

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
