import { z } from "zod";
import { noFacts } from "../../dialogue/fact.ts";
import { CorpusError } from "../../errors.ts";
import { parseJson } from "../dialogue-json.ts";
import { explainIssue } from "../explain-issue.ts";
import type { Format } from "./format.ts";
import { jsonLines } from "./json-lines.ts";

const content = z.union([z.string(), z.array(z.strictObject({ type: z.literal("text"), text: z.string() }))]);

const conversation = z.strictObject({
  messages: z
    .array(
      z.strictObject({
        role: z.enum(["system", "developer", "user", "assistant"]),
        content,
        name: z.string().optional(),
        weight: z.number().optional(),
      }),
    )
    .min(1),
});

/** OpenAI's fine-tuning chats. A system message instructs a model and is not said, so it is left out. */
export const openai: Format = {
  name: "openai",
  summary: 'OpenAI chat: one {"messages":[{"role","content"}]} a line',
  seats: ["assistant", "user"],
  opens: "user",
  person: "user",
  recognises: (path, firstLine) => path.endsWith(".jsonl") && firstLine.includes('"messages"'),
  read: (file) => jsonLines(file, (text) => ({ facts: noFacts, turns: turnsOf(text) })),
};

function turnsOf(line: string): { seat: string; text: string }[] {
  const { data, error } = conversation.safeParse(parseJson(line), { reportInput: true });
  if (error !== undefined) throw new CorpusError(explainIssue(error));
  const said = data.messages.filter(({ role }) => role === "user" || role === "assistant");
  if (said.length === 0) throw new CorpusError('has only system messages; expected some of "user" and "assistant"');
  return said.map((message) => ({
    seat: message.role,
    text: typeof message.content === "string" ? message.content : message.content.map((part) => part.text).join(" "),
  }));
}
