import { agents, isConnected, training } from "../state/page-state.ts";

/** Shown until there is a conversation. */
export function NotYet() {
  const { title, text } = reason();
  return (
    <div class="not-yet">
      <p class="not-yet-title">{title}</p>
      <p>{text}</p>
    </div>
  );
}

function reason(): { title: string; text: string } {
  if (!isConnected.value) return { title: "Looking for the server", text: "The page goes on as soon as it answers." };
  if (agents.value.length > 0)
    return { title: "A conversation is about to begin", text: "The agents are taking their seats." };
  if (training.value?.status === "running") {
    return {
      title: "Nobody to talk to yet",
      text: "The agents are reading how people talk. A conversation begins here as soon as the first one can answer; until then, watch them learn.",
    };
  }
  return {
    title: "Nobody to talk to yet",
    text: "This run has no agent that can talk. Train one, and a conversation begins here by itself.",
  };
}
