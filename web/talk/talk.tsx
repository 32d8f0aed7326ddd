import { useRef } from "preact/hooks";
import { newConversation } from "../state/connection.ts";
import { agents, conversation, hasNewcomer, trouble } from "../state/page-state.ts";
import { Composer } from "./composer.tsx";
import { Log } from "./log.tsx";
import { RoleCard } from "./role-card.tsx";
import { NotYet } from "./not-yet.tsx";
import { SourceLegend } from "./source-legend.tsx";

export function Talk() {
  const input = useRef<HTMLInputElement>(null);
  const talk = conversation.value;
  const isWaiting = talk?.waiting ?? false;
  const begin = (): void => {
    void newConversation();
    input.current?.focus();
  };
  return (
    <section class="pane talk" aria-labelledby="talk-title">
      <div class="pane-head">
        <h2 id="talk-title">Talk</h2>
        <button type="button" class="button" disabled={isWaiting || agents.value.length === 0} onClick={begin}>
          New conversation
        </button>
      </div>
      {talk ? (
        <>
          <Log talk={talk}>
            <RoleCard talk={talk} />
          </Log>
          {hasNewcomer.value && (
            <p class="hint">The agent that learns by talking can talk now: begin a new conversation to meet it.</p>
          )}
          <SourceLegend />
        </>
      ) : (
        <NotYet />
      )}
      {trouble.value && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <Composer input={input} talk={talk} />
    </section>
  );
}
