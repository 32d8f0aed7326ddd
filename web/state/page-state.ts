import { computed, signal } from "@preact/signals";
import type { Conversation, Report, SideName, TrainingState } from "../../src/chat/protocol.ts";

/** What the server last said. */
export const run = signal("");
export const corpus = signal("");
export const agents = signal<readonly SideName[]>([]);
export const conversation = signal<Conversation | null>(null);
export const training = signal<TrainingState | null>(null);
export const report = signal<Report | null>(null);
export const isConnected = signal(false);

/** What went wrong last, for the person to read; empty if nothing. */
export const trouble = signal("");

/** On a narrow screen one of them is shown; on a wide one both are. */
export type View = "talk" | "learning";
export const view = signal<View>("talk");

export const showsSources = signal(true);

/** The agent that learns by talking came while the person was talking to the other one alone. */
export const hasNewcomer = computed(() => {
  const talk = conversation.value;
  if (!talk || !agents.value.includes("after")) return false;
  const replies = talk.exchanges.flatMap((exchange) => exchange.replies);
  return replies.length > 0 && !replies.some(({ side }) => side === "after");
});

export const sideLabels: Readonly<Record<SideName, string>> = { before: "Before", after: "After" };
export const sideNames: Readonly<Record<SideName, string>> = {
  before: "Before reinforcement",
  after: "After reinforcement",
};
