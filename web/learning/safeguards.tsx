import type { Report } from "../../src/chat/protocol.ts";
import { shortNumber } from "./measures.ts";

const timesBefore = " × before";

/** What each safeguard watches; those with a unit are ratios to the agent before. */
const safeguards = new Map([
  ["perplexity", { watches: "perplexity of test dialogues", unit: timesBefore }],
  ["distinct2", { watches: "distinct-2", unit: timesBefore }],
  ["klPerWord", { watches: "nats a word from the agent before", unit: "" }],
  ["entropyLeast", { watches: "entropy", unit: timesBefore }],
  ["entropyMost", { watches: "entropy", unit: timesBefore }],
  ["topReply", { watches: "share of its most frequent reply", unit: "" }],
  ["cut", { watches: "share of turns cut short", unit: "" }],
]);

export function Safeguards({ gates }: { gates: Report["gates"] }) {
  return (
    <ul class="gates" aria-label="Safeguards">
      {Object.entries(gates).map(([name, { value, limit, bound, ok }]) => {
        const { watches, unit } = safeguards.get(name) ?? { watches: name, unit: "" };
        return (
          <li key={name} class={ok ? "gate" : "gate gate-broken"}>
            {ok ? "kept" : "broken"}: {watches} at {bound} {shortNumber(limit)}
            {unit} (is {shortNumber(value)})
          </li>
        );
      })}
    </ul>
  );
}
