import { isConnected, training } from "../state/page-state.ts";

/** Shown until the first agent can talk. */
export function NotYet() {
  const isTraining = training.value?.status === "running";
  return (
    <div class="not-yet">
      <p class="not-yet-title">{isConnected.value ? "Nobody to talk to yet" : "Looking for the server"}</p>
      <p>
        {isTraining
          ? "The agents are reading how people talk. As soon as the first one can answer, a conversation begins here; until then, watch them learn."
          : "This run has no agent that can talk. Train one, and a conversation begins here by itself."}
      </p>
    </div>
  );
}
