import { dailydialog } from "./dailydialog.ts";
import { dealOrNoDeal } from "./deal-or-no-deal.ts";
import { duologue } from "./duologue.ts";
import type { Format } from "./format.ts";
import { openai } from "./openai.ts";
import { transcript } from "./transcript.ts";

/** Every format that there is a reader for; the first one that recognises a file reads it. */
export const formats: readonly Format[] = [openai, duologue, dealOrNoDeal, dailydialog, transcript];
