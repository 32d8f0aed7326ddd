import type { Conversation, Reply } from "../../src/chat/protocol.ts";
import { sideLabels, sideNames } from "../state/page-state.ts";
import { SaidWords } from "./said-words.tsx";
import { Thumbs } from "./thumbs.tsx";

interface ReplyProps {
  readonly reply: Reply;
  readonly place: number;
  readonly talk: Conversation;
  readonly isSpeaking: boolean;
}

export function ReplyCard({ reply, place, talk, isSpeaking }: ReplyProps) {
  const { side, words, turn } = reply;
  return (
    <article class={`reply reply-${side}`} aria-label={`${sideNames[side]}, answer ${place + 1}`}>
      <header class="reply-head">
        <span class="side-label">{sideLabels[side]}</span>
        {turn !== null && <Thumbs turn={turn} side={side} thumb={reply.thumb} />}
      </header>
      {words.length > 0 ? <SaidWords words={words} /> : <Pause isSpeaking={isSpeaking} />}
      <Consequences reply={reply} talk={talk} />
    </article>
  );
}

function Pause({ isSpeaking }: { isSpeaking: boolean }) {
  if (!isSpeaking) return <p class="silence">says nothing</p>;
  return (
    <p class="thinking">
      <span class="visually-hidden">is about to speak</span>
      <span class="dot" />
      <span class="dot" />
      <span class="dot" />
    </p>
  );
}

/** What the world handed over, and how the talk came out if it is over. */
function Consequences({ reply: { given, over, outcome }, talk }: { reply: Reply; talk: Conversation }) {
  return (
    <>
      {given.map(({ seat, facts }) => (
        <p key={seat} class="given">
          {seat === talk.person ? "You now know" : `The ${seat} now knows`}:{" "}
          {facts.map(({ field, words }) => `${field.replaceAll("-", " ")} ${words.toLowerCase()}`).join(", ")}
        </p>
      ))}
      {over && (
        <p class={`outcome ${outcome && !outcome.success ? "outcome-bad" : ""}`}>
          {outcome ? (outcome.success ? "Ended well" : `Ended badly: ${outcome.reasons.join(", ")}`) : "Ended"}
        </p>
      )}
    </>
  );
}
