import type { JudgedDialogue, TurnScore } from "../../src/chat/protocol.ts";
import { shortNumber } from "./measures.ts";

/** The latest dialogue that the agents had with each other, and what the rules made of each turn. */
export function SelfPlay({ dialogue }: { dialogue: JudgedDialogue }) {
  const seats = [...new Set(dialogue.turns.map(({ seat }) => seat))];
  return (
    <section class="card" aria-label="Latest self-play">
      <h3>Latest self-play</h3>
      <ScenePeek dialogue={dialogue} />
      <ol class="played">
        {dialogue.turns.map(({ seat, text, scores }, place) => (
          <li key={place} class={`played-turn played-seat-${seats.indexOf(seat)}`}>
            <p>
              <span class="seat">{seat}</span> {text}
            </p>
            <Scores scores={scores} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function ScenePeek({ dialogue: { scene } }: { dialogue: JudgedDialogue }) {
  const seats = Object.entries(scene).filter(([, facts]) => facts.length > 0);
  if (seats.length === 0) return null;
  return (
    <details class="scene">
      <summary>What each of them knows</summary>
      {seats.map(([seat, facts]) => (
        <p key={seat}>
          <span class="seat">{seat}</span>{" "}
          {facts.map(([field, words]) => `${field.replaceAll("-", " ")}: ${words}`).join(", ")}
        </p>
      ))}
    </details>
  );
}

function Scores({ scores }: { scores: readonly TurnScore[] }) {
  const applied = scores.filter(({ value }) => value !== null);
  if (applied.length === 0) return null;
  return (
    <ul class="scores">
      {applied.map(({ rule, value, weight, evidence }) => (
        <li key={rule} class={`score ${weight === 0 ? "score-metric" : ""}`}>
          <span class={`score-value score-${tone(value ?? 0)}`}>{shortNumber(value ?? 0)}</span>
          <span class="score-rule">
            {rule}
            {weight === 0 && " (not trained on)"}
          </span>
          {evidence.map(({ note, words }, place) => (
            <span key={place} class="evidence">
              {note}
              {words && <q>{words}</q>}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function tone(value: number): "good" | "bad" | "middling" {
  if (value >= 0.75) return "good";
  return value <= 0.25 ? "bad" : "middling";
}
