import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import type { Conversation } from "../../src/chat/protocol.ts";
import { say } from "../state/connection.ts";
import { isConnected } from "../state/page-state.ts";

/** As long as the server takes it. */
const longestMessage = 300;

export function Composer({ talk, input }: { talk: Conversation | null; input: RefObject<HTMLInputElement | null> }) {
  const [text, setText] = useState("");
  const isOpen = talk !== null && !talk.over;
  const isReady = isOpen && isConnected.value && !talk.waiting && text.trim() !== "";

  const send = async (): Promise<void> => {
    if (!isReady) return;
    setText("");
    // What could not be said is given back, so that nobody has to write it again.
    if (!(await say(text))) setText((written) => written || text);
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label class="visually-hidden" for="message">
        Your message
      </label>
      <input
        id="message"
        ref={input}
        class="message"
        value={text}
        maxLength={longestMessage}
        autocomplete="off"
        enterkeyhint="send"
        // Never disabled: that would take the focus from who is writing when the talk ends or the connection breaks.
        readOnly={!isOpen}
        placeholder={placeholder(talk)}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" class="button button-main" disabled={!isReady}>
        Send
      </button>
    </form>
  );
}

function placeholder(talk: Conversation | null): string {
  if (!talk) return "";
  return talk.over ? "Begin a new conversation to go on" : `Speak as the ${talk.person}`;
}
