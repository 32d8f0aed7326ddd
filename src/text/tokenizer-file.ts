import { z } from "zod";
import { CheckpointError } from "../errors.ts";
import { explainIssue } from "./explain-issue.ts";
import { replacements, wordPattern } from "./tokenizer.ts";
import { marks, type Vocabulary, vocabulary } from "./vocabulary.ts";

/** What `unk_token` is to other readers, who know no slots by number: the first one. */
const [, , , firstSlot = ""] = marks;

/** As much of the Hugging Face format as we need back; the other keys repeat what `tokenizer.ts` says. */
const tokenizerFile = z.object({
  model: z.object({
    type: z.literal("WordLevel"),
    vocab: z.record(z.string(), z.int().min(0)),
    fields: z.array(z.string()),
  }),
});

/**
 * `tokenizer.json` in the Hugging Face format, which Python's tokenizers and @huggingface/tokenizers read: the same words, the same
 * ids. They call every unknown word `<new1>`, as numbering slots takes a dialogue, and read a typed "<me>" as the mark. The names of
 * the fact fields are `fields` of the model, a key that they pass over; beside `model` Python's reader would not bear one.
 */
export function vocabularyToJson(words: Vocabulary): string {
  const file = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: marks.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: "Sequence",
      normalizers: [
        ...replacements.map(({ pattern, content }) => ({ type: "Replace", pattern: { Regex: pattern }, content })),
        { type: "Lowercase" },
        { type: "NFC" },
      ],
    },
    pre_tokenizer: { type: "Split", pattern: { Regex: wordPattern }, behavior: "Removed", invert: true },
    post_processor: null,
    decoder: null,
    model: {
      type: "WordLevel",
      vocab: Object.fromEntries(words.words.map((word, id) => [word, id])),
      unk_token: firstSlot,
      fields: words.fields,
    },
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Reads `tokenizer.json` back; `path` is for the message of a file that is not ours. */
export function vocabularyFromJson(json: string, path = "tokenizer.json"): Vocabulary {
  const { data, error } = tokenizerFile.safeParse(parse(json, path), { reportInput: true });
  if (error !== undefined)
    throw new CheckpointError(`${path}: ${explainIssue(error)}; was it written by another program?`);
  const words = Object.entries(data.model.vocab)
    .sort(([, a], [, b]) => a - b)
    .map(([word, id], place) => {
      if (id === place && (place >= marks.length || word === marks[place])) return word;
      throw new CheckpointError(
        `${path}: id ${place} is missing or not ${marks[place] ?? "a word"}; restore the checkpoint`,
      );
    });
  return vocabulary(words.slice(marks.length), data.model.fields);
}

function parse(json: string, path: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new CheckpointError(`${path} is not JSON: it is truncated, or not a tokenizer; restore the checkpoint`, {
      cause: error,
    });
  }
}
