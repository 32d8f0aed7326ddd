import { batch } from "@preact/signals";
import { io, type Socket } from "socket.io-client";
import type {
  Answer,
  Choice,
  ClientToServerEvents,
  Reply,
  ServerToClientEvents,
  Snapshot,
  TrainingEvent,
  Word,
} from "../../src/chat/protocol.ts";
import { keepOwnText } from "./own-text.ts";
import { agents, conversation, corpus, isConnected, report, run, training, trouble } from "./page-state.ts";

const sessionKey = "duologue-session";

const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({
  autoConnect: false,
  auth: (give) => give({ session: sessionStorage.getItem(sessionKey) ?? undefined }),
});

export function connect(): void {
  socket.on("connect", () => {
    isConnected.value = true;
  });
  socket.on("disconnect", () => {
    isConnected.value = false;
  });
  socket.on("connect_error", ({ message }) => {
    isConnected.value = false;
    // The server is there and refused the session: it knows it no more. Without one it gives a new one.
    if (!socket.active) {
      sessionStorage.removeItem(sessionKey);
      trouble.value = message;
      setTimeout(() => socket.connect(), 1000);
    }
  });
  socket.on("snapshot", takeSnapshot);
  socket.on("conversation", (talk) => {
    conversation.value = talk;
  });
  socket.on("word", ({ conversation: id, exchange, side, word }) => hearWord(id, exchange, side, word));
  socket.on("agents", (present) => {
    agents.value = present;
    beginIfNone();
  });
  socket.on("training", takeReport);
  socket.on("training-status", (status) => {
    if (training.value) training.value = { ...training.value, ...status };
  });
  socket.on("report", (written) => {
    report.value = written;
  });
  socket.on("trouble", ({ message }) => {
    trouble.value = message;
  });
  socket.connect();
}

function takeSnapshot(snapshot: Snapshot): void {
  sessionStorage.setItem(sessionKey, snapshot.session);
  batch(() => {
    run.value = snapshot.run;
    corpus.value = snapshot.corpus;
    agents.value = snapshot.agents;
    conversation.value = snapshot.conversation;
    training.value = snapshot.training;
    report.value = snapshot.report;
    trouble.value = "";
  });
  beginIfNone();
}

function beginIfNone(): void {
  if (conversation.value === null && agents.value.length > 0) void newConversation();
}

function hearWord(id: string, place: number, side: Reply["side"], word: Word): void {
  const talk = conversation.value;
  if (talk?.id !== id) return;
  const exchanges = talk.exchanges.map((exchange, index) =>
    index !== place
      ? exchange
      : {
          ...exchange,
          replies: exchange.replies.map((reply) =>
            reply.side === side ? { ...reply, words: [...reply.words, word] } : reply,
          ),
        },
  );
  conversation.value = { ...talk, exchanges };
}

function takeReport(event: TrainingEvent): void {
  const state = training.value;
  if (!state) return;
  if (event.repeat !== undefined) {
    // The curves are the kept learner's; another seed or a control only shows how far it is.
    training.value = { ...state, latest: event };
    return;
  }
  const { stage, step, perplexity, reward, rules, kl, entropy } = event;
  const point = { stage, step, perplexity, reward, rules, kl, entropy };
  training.value = {
    ...state,
    latest: event,
    example: event.example ?? state.example,
    curve: [...state.curve.filter((old) => old.stage !== stage || old.step < step), point],
  };
}

async function settle(answer: Promise<Answer>): Promise<boolean> {
  const result = await answer;
  trouble.value = result.ok ? "" : result.error;
  return result.ok;
}

export function say(text: string): Promise<boolean> {
  // Kept before the server answers with the exchange that it begins.
  keepOwnText(conversation.value?.exchanges.length ?? 0, text);
  return settle(socket.emitWithAck("say", { text }));
}

export function newConversation(): Promise<boolean> {
  return settle(socket.emitWithAck("new-conversation", {}));
}

export function rate(turn: string, thumb: Reply["thumb"]): Promise<boolean> {
  return settle(socket.emitWithAck("rate", { turn, thumb }));
}

export function prefer(exchange: number, choice: Choice | null): Promise<boolean> {
  return settle(socket.emitWithAck("prefer", { exchange, choice }));
}
