import type { Conversation, Exchange } from "../../src/chat/protocol.ts";
import { ownText } from "../state/own-text.ts";
import { PreferenceBar } from "./preference-bar.tsx";
import { ReplyCard } from "./reply-card.tsx";

/** What the person said, and below it what each agent answers to it, side by side. */
export function ExchangeItem({ exchange, place, talk }: { exchange: Exchange; place: number; talk: Conversation }) {
  const isLast = place === talk.exchanges.length - 1;
  const isPaired = talk.exchanges.some(({ replies }) => replies.length === 2);
  const isChoice = exchange.replies.filter(({ turn }) => turn !== null).length === 2;
  return (
    <li class="exchange">
      {exchange.said !== null && (
        <p class="said">
          <span class="visually-hidden">You: </span>
          {ownText(place, exchange.said)}
        </p>
      )}
      <div class={isPaired ? "replies replies-paired" : "replies"}>
        {exchange.replies.map((reply) => (
          <ReplyCard key={reply.side} reply={reply} place={place} talk={talk} isSpeaking={isLast && talk.waiting} />
        ))}
      </div>
      {isChoice && <PreferenceBar place={place} preferred={exchange.preferred} />}
    </li>
  );
}
