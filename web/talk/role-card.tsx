import type { Conversation, FactView } from "../../src/chat/protocol.ts";

/** Who the person is in this scene and what they privately know and want. */
export function RoleCard({ talk }: { talk: Conversation }) {
  return (
    <section class="role-card" aria-labelledby="role-title">
      <h3 id="role-title">
        You are the <strong>{talk.person}</strong>
      </h3>
      {talk.role.length > 0 ? <Facts facts={talk.role} /> : <p>Say what you like.</p>}
      {talk.agentFacts.length > 0 && (
        <details>
          <summary>What the {talk.agent} knows</summary>
          <Facts facts={talk.agentFacts} />
        </details>
      )}
    </section>
  );
}

/** Facts of one field stand together. */
function Facts({ facts }: { facts: readonly FactView[] }) {
  const fields = new Map<string, string[]>();
  for (const { field, words } of facts) fields.set(field, [...(fields.get(field) ?? []), words]);
  return (
    <dl class="facts">
      {[...fields].map(([field, words]) => (
        <div key={field}>
          <dt>{field.replaceAll("-", " ")}</dt>
          <dd>
            <ul>
              {words.map((text) => (
                <li key={text} class="fact">
                  {text}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}
