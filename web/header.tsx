import { isConnected, run, training, type View, view } from "./state/page-state.ts";
import { stageNames, timeLeft } from "./learning/stages.ts";

const views: readonly { readonly name: View; readonly label: string }[] = [
  { name: "talk", label: "Talk" },
  { name: "learning", label: "Learning" },
];

export function Header() {
  return (
    <header class="header">
      <h1 class="wordmark">Duologue</h1>
      <p class="run-name">{run.value && <>run {run.value}</>}</p>
      <Status />
      <nav class="views" aria-label="View">
        {views.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            class="view-button"
            aria-current={view.value === name ? "true" : undefined}
            onClick={() => {
              view.value = name;
            }}
          >
            {label}
          </button>
        ))}
      </nav>
    </header>
  );
}

function Status() {
  const { text, tone } = status();
  return (
    <p class={`status status-${tone}`} role="status">
      {text}
    </p>
  );
}

function status(): { text: string; tone: "busy" | "calm" | "bad" } {
  const state = training.value;
  if (!isConnected.value) return { text: state ? "Connection lost, trying again" : "Connecting", tone: "bad" };
  if (state?.status === "failed") return { text: "Training stopped", tone: "bad" };
  if (state?.status !== "running") return { text: "Ready", tone: "calm" };
  if (!state.latest) return { text: "Starting to train", tone: "busy" };
  const left = timeLeft(state.latest.secondsLeft);
  return { text: left ? `${stageNames[state.latest.stage]}, ${left}` : stageNames[state.latest.stage], tone: "busy" };
}
