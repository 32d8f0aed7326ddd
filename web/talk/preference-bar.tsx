import type { Choice } from "../../src/chat/protocol.ts";
import { prefer } from "../state/connection.ts";

const choices: readonly { readonly choice: Choice; readonly label: string; readonly name: string }[] = [
  { choice: "before", label: "Before", name: "The answer before reinforcement is better" },
  { choice: "same", label: "Same", name: "Both answers are as good" },
  { choice: "after", label: "After", name: "The answer after reinforcement is better" },
];

export function PreferenceBar({ place, preferred }: { place: number; preferred: Choice | null }) {
  return (
    <div class="preference" role="group" aria-label={`Which answer ${place + 1} is better?`}>
      <span class="preference-question" aria-hidden="true">
        Better?
      </span>
      {choices.map(({ choice, label, name }) => (
        <button
          key={choice}
          type="button"
          class={`choice choice-${choice}`}
          aria-pressed={preferred === choice}
          aria-label={name}
          onClick={() => void prefer(place, preferred === choice ? null : choice)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
