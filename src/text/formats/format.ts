import type { Seats } from "../../dialogue/seat.ts";
import type { Entry } from "../draft.ts";

/** A way to write dialogues down. */
export interface Format {
  /** As in `duologue corpus import NAME PATH`. */
  readonly name: string;
  readonly summary: string;
  /** Who talks in it, where the format itself says so. */
  readonly seats?: Seats;
  readonly opens?: string;
  readonly person?: string;
  readonly licence?: string;
  readonly source?: string;
  /** The path may be a folder of files. */
  readonly readsFolders?: boolean;
  /** Tells the format from the file's name and its first line that is not blank. */
  recognises(path: string, firstLine: string): boolean;
  /** Every dialogue of the file; with `seats`, which only those may speak in. A broken line is a problem, never thrown. */
  read(path: string, seats: Seats | undefined): AsyncIterable<Entry>;
}
