import type { Outcome } from "../dialogue/dialogue.ts";
import type { Scene } from "../dialogue/scene.ts";
import type { Seat, Seats } from "../dialogue/seat.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { SaidWord } from "../store/columns.ts";

/** What the server must know of a corpus to host talks in it. */
export interface Setting {
  readonly corpus: string;
  readonly seats: Seats;
  readonly opens: Seat;
  readonly person: Seat;
}

/** A turn to be spoken by the agent in `folder`. */
export interface AnswerRequest {
  readonly folder: string;
  readonly seat: Seat;
  readonly scene: Scene;
  /** Everything said so far, the scene's opening included. */
  readonly turns: readonly Turn[];
  /** What the person says now, in spaced form; the world has its say about it before the agent answers. */
  readonly said: string | undefined;
  /** The random stream of this turn; both agents get the same, so that luck does not tell them apart. */
  readonly key: number;
}

export interface Answered {
  /** The person's turn, with what the world gave and took after it. */
  readonly said: Turn | undefined;
  readonly reply: Turn;
  readonly words: readonly SaidWord[];
  readonly ends: boolean;
  readonly outcome?: Outcome;
}

export type ToWorker =
  | { readonly kind: "scene"; readonly id: number; readonly seed: string }
  | { readonly kind: "answer"; readonly id: number; readonly request: AnswerRequest };

export type FromWorker =
  | { readonly kind: "setting"; readonly setting: Setting }
  | { readonly kind: "scene"; readonly id: number; readonly scene: Scene }
  | { readonly kind: "word"; readonly id: number; readonly word: SaidWord }
  | { readonly kind: "answered"; readonly id: number; readonly answered: Answered }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };
