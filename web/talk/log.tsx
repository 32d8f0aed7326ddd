import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Conversation } from "../../src/chat/protocol.ts";
import { ExchangeItem } from "./exchange-item.tsx";

/** How near to its end the log must be scrolled to follow what is said, in pixels. */
const followDistance = 160;

export function Log({ talk, children }: { talk: Conversation; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  /** Whether all that was said had room when last looked at. */
  const isWhole = useRef(true);
  const shown = useRef({ id: "", exchanges: 0 });

  useLayoutEffect(() => {
    const log = box.current;
    if (!log) return;
    const { id, exchanges } = talk;
    // A new conversation begins at its top, where the role is told; whoever says something wants to see the answer.
    if (shown.current.id !== id) isFollowing.current = exchanges.length > 1;
    else if (exchanges.length > shown.current.exchanges && exchanges.at(-1)?.said) isFollowing.current = true;
    shown.current = { id, exchanges: exchanges.length };
    if (isFollowing.current) log.scrollTop = log.scrollHeight;
    isWhole.current = hasRoom(log);
  }, [talk]);

  useLayoutEffect(() => {
    const log = box.current;
    if (!log) return undefined;
    // A phone's keyboard takes half of the room: an answer that was in view must not slide out below.
    const resizes = new ResizeObserver(() => {
      if (isFollowing.current || isWhole.current) log.scrollTop = log.scrollHeight;
      isWhole.current = hasRoom(log);
    });
    resizes.observe(log);
    return () => resizes.disconnect();
  }, []);

  return (
    <div
      class="log"
      ref={box}
      // A box that scrolls must be reached by keyboard.
      tabIndex={0}
      role="region"
      aria-label="Conversation"
      onScroll={({ currentTarget }) => {
        isFollowing.current = isAtEnd(currentTarget);
      }}
    >
      {children}
      {talk.opening.map(({ seat, text }, place) => (
        <p key={place} class="opening">
          <span class="seat">{seat}</span> {text}
        </p>
      ))}
      <ol class="exchanges">
        {talk.exchanges.map((exchange, place) => (
          <ExchangeItem key={`${talk.id}/${place}`} exchange={exchange} place={place} talk={talk} />
        ))}
      </ol>
      {talk.over && <p class="over">This conversation is over.</p>}
    </div>
  );
}

/** A hidden log has no size, and room for nothing. */
function hasRoom(log: HTMLElement): boolean {
  return log.clientHeight > 0 && log.scrollHeight <= log.clientHeight;
}

function isAtEnd(log: HTMLElement): boolean {
  return log.scrollHeight - log.scrollTop - log.clientHeight < followDistance;
}
