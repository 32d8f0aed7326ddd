import { useEffect, useRef, useState } from "preact/hooks";
import { conversation, sideNames } from "../state/page-state.ts";

/** Reads whole answers to those who cannot see them; word by word would be noise. */
export function Announcer() {
  const talk = conversation.value;
  const wasWaiting = useRef(false);
  const [text, setText] = useState("");

  useEffect(() => {
    const isDone = wasWaiting.current && talk !== null && !talk.waiting;
    wasWaiting.current = talk?.waiting ?? false;
    if (!isDone) return;
    const replies = talk.exchanges.at(-1)?.replies ?? [];
    setText(
      replies.map(({ side, words }) => `${sideNames[side]}: ${words.map((word) => word.text).join("")}`).join(" "),
    );
  }, [talk]);

  return (
    <p class="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
