import type { Fact } from "../dialogue/fact.ts";
import type { StoredTurn } from "../store/conversations.ts";
import { readable } from "../text/readable.ts";
import { type ConversationState, isOver, nextExchange, openSides } from "./conversation-state.ts";
import type { Conversation, Exchange, FactView, KnownFacts, Reply, SideName } from "./protocol.ts";
import { wordViews } from "./said-words.ts";

/** A conversation as the page shows it: message by message, the agents' answers side by side. */
export function conversationView(state: ConversationState): Conversation {
  const { scene, agentSeat } = state.stored;
  const count = state.speaking ? state.speaking.exchange + 1 : nextExchange(state);
  return {
    id: state.stored.id,
    person: state.person,
    agent: agentSeat,
    role: factViews(scene.facts.get(state.person)),
    agentFacts: factViews(scene.facts.get(agentSeat)),
    opening: scene.opening.map(({ seat, text }) => ({ seat, text: readable(text) })),
    exchanges: Array.from({ length: count }, (_, exchange) => exchangeView(state, exchange)),
    waiting: state.speaking !== undefined,
    over: openSides(state).length === 0,
  };
}

function exchangeView(state: ConversationState, exchange: number): Exchange {
  const turns = state.turns.filter((turn) => turn.exchange === exchange);
  const isSpoken = state.speaking?.exchange === exchange;
  const said = isSpoken ? state.speaking?.said : turns.find(({ turn }) => turn.seat === state.person)?.turn.text;
  return {
    said: said === undefined ? null : readable(said),
    replies: isSpoken
      ? openSides(state).map((side) => spokenReply(state, side))
      : state.sides.flatMap((side) =>
          replyView(
            state,
            turns.filter((turn) => turn.side === side),
          ),
        ),
    preferred: state.ratings.preferences.get(exchange) ?? null,
  };
}

function spokenReply(state: ConversationState, side: SideName): Reply {
  const words = wordViews(state.speaking?.words.get(side) ?? []);
  return { side, turn: null, words, given: [], over: false, outcome: null, thumb: null };
}

/** The answer in the turns of one exchange with one agent; none if that dialogue was over before. */
function replyView(state: ConversationState, turns: readonly StoredTurn[]): Reply[] {
  const reply = turns.find(({ turn }) => turn.seat === state.stored.agentSeat);
  const side = state.sides.find((name) => name === reply?.side);
  if (!reply || !side) return [];
  const { outcome } = reply;
  return [
    {
      side,
      turn: reply.id,
      words: wordViews(reply.words),
      given: given(turns),
      over: reply.ends || (isOver(state, side) && reply.exchange === nextExchange(state) - 1),
      outcome: outcome ? { success: outcome.success, reasons: [...(outcome.reasons ?? [])] } : null,
      thumb: state.ratings.thumbs.get(reply.id) ?? null,
    },
  ];
}

function given(turns: readonly StoredTurn[]): KnownFacts[] {
  return turns.flatMap(({ turn }) =>
    [...(turn.gives ?? [])].map(([seat, facts]) => ({ seat, facts: factViews(facts) })),
  );
}

function factViews(facts: readonly Fact[] = []): FactView[] {
  return facts.map(({ field, words }) => ({ field, words: readable(words) }));
}
