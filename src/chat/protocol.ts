import { z } from "zod";
import { Report } from "./report.ts";
import { TrainingEvent } from "./training-event.ts";

/**
 * Everything that goes over the socket, both ways. The page imports only this file, and only its types, so that no
 * schema is shipped to the browser; the server checks what comes in.
 */
export { Report, type Interval, type Outcomes } from "./report.ts";
export { JudgedDialogue, TrainingEvent, TurnScore, Verdict, type SceneFacts, type Stage } from "./training-event.ts";

/** The agent before reinforcement (reference) and after it (learner). */
export const SideName = z.enum(["before", "after"]);
export type SideName = z.infer<typeof SideName>;

const Fact = z.strictObject({ field: z.string(), words: z.string() });
export type FactView = z.infer<typeof Fact>;

const KnownFacts = z.strictObject({ seat: z.string(), facts: z.array(Fact) });
export type KnownFacts = z.infer<typeof KnownFacts>;

/** A word as people read it, with the blank before it if there is one, and the shares of where it came from. */
export const Word = z.strictObject({
  text: z.string(),
  own: z.number(),
  repeated: z.number(),
  lookedUp: z.number(),
});
export type Word = z.infer<typeof Word>;

/** One agent's answer to one message. */
export const Reply = z.strictObject({
  side: SideName,
  /** Set once the turn is said and stored: then it can be rated. */
  turn: z.string().nullable(),
  words: z.array(Word),
  /** What the world handed over because of this exchange. */
  given: z.array(KnownFacts),
  /** The dialogue with this agent is over. */
  over: z.boolean(),
  outcome: z.strictObject({ success: z.boolean(), reasons: z.array(z.string()) }).nullable(),
  thumb: z.enum(["up", "down"]).nullable(),
});
export type Reply = z.infer<typeof Reply>;

export const Choice = z.enum(["before", "after", "same"]);
export type Choice = z.infer<typeof Choice>;

/** A message and the answers to it; the first exchange has none where the agents open. */
export const Exchange = z.strictObject({
  said: z.string().nullable(),
  replies: z.array(Reply),
  preferred: Choice.nullable(),
});
export type Exchange = z.infer<typeof Exchange>;

export const Conversation = z.strictObject({
  id: z.uuid(),
  /** Whom the person plays and whom the agents play. */
  person: z.string(),
  agent: z.string(),
  role: z.array(Fact),
  /** What the agents privately know: for those who want to check them. */
  agentFacts: z.array(Fact),
  /** Turns that a plain transcript's scene begins with. */
  opening: z.array(z.strictObject({ seat: z.string(), text: z.string() })),
  exchanges: z.array(Exchange),
  /** Agents are about to speak or speaking. */
  waiting: z.boolean(),
  over: z.boolean(),
});
export type Conversation = z.infer<typeof Conversation>;

/** One measured step on the curves. */
export const CurvePoint = TrainingEvent.omit({
  example: true,
  repeat: true,
  secondsLeft: true,
  steps: true,
  verdict: true,
});
export type CurvePoint = z.infer<typeof CurvePoint>;

export const TrainingState = z.strictObject({
  /** `idle`: nothing is being trained; `failed`: training stopped with an error. */
  status: z.enum(["idle", "running", "failed"]),
  problem: z.string().nullable(),
  latest: TrainingEvent.nullable(),
  example: TrainingEvent.shape.example.unwrap().nullable(),
  curve: z.array(CurvePoint),
});
export type TrainingState = z.infer<typeof TrainingState>;

/** Everything a page needs to draw itself: sent on every connection, so that a page that lost its own is right again. */
export const Snapshot = z.strictObject({
  run: z.string(),
  corpus: z.string(),
  /** The browser keeps it for its session and shows it when it connects again. */
  session: z.uuid(),
  /** Which agents can talk. */
  agents: z.array(SideName),
  conversation: Conversation.nullable(),
  training: TrainingState,
  report: Report.nullable(),
});
export type Snapshot = z.infer<typeof Snapshot>;

const longestMessage = 300;

export const fromPage = {
  say: z.strictObject({ text: z.string().trim().min(1).max(longestMessage) }),
  "new-conversation": z.strictObject({}),
  rate: z.strictObject({ turn: z.uuid(), thumb: z.enum(["up", "down"]).nullable() }),
  prefer: z.strictObject({ exchange: z.int().min(0), choice: Choice.nullable() }),
};

export const fromServer = {
  snapshot: Snapshot,
  conversation: Conversation,
  word: z.strictObject({ conversation: z.uuid(), exchange: z.int(), side: SideName, word: Word }),
  agents: z.array(SideName),
  training: TrainingEvent,
  "training-status": TrainingState.pick({ status: true, problem: true }),
  report: Report,
  trouble: z.strictObject({ message: z.string() }),
};

export const Answer = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), error: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;

/** What a browser shows when it connects: its session, if it has one already. */
export const Handshake = z.object({ session: z.uuid().optional() });

export type ClientToServerEvents = {
  [Name in keyof typeof fromPage]: (
    payload: z.infer<(typeof fromPage)[Name]>,
    acknowledge: (answer: Answer) => void,
  ) => void;
};

export type ServerToClientEvents = {
  [Name in keyof typeof fromServer]: (payload: z.infer<(typeof fromServer)[Name]>) => void;
};
