import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { loadCorpus } from "../../src/text/load-corpus.ts";
import { folderWith } from "./folder.ts";

/** The first example of a language in corpora/README.md. */
async function example(language: string): Promise<string> {
  const text = await readFile(join(packageRoot, "corpora", "README.md"), "utf8");
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(text)?.[1] ?? "";
}

test("the transcript of corpora/README.md is a corpus", async () => {
  const folder = await folderWith({ "chat.txt": await example("txt") });
  const { seats, dialogues, problems } = await loadCorpus(join(folder, "chat.txt"));
  expect([seats, dialogues.length, problems]).toEqual([["Ann", "Bob"], 2, []]);
});

test("the folder of corpora/README.md is a corpus", async () => {
  const folder = await folderWith({ "corpus.json": await example("json"), "all.jsonl": await example("jsonl") });
  const { name, opens, person, dialogues } = await loadCorpus(folder);
  expect([name, opens, person]).toEqual(["tearoom", "host", "guest"]);
  expect(dialogues[0]?.turns[1]).toEqual({
    seat: "guest",
    text: "a green tea .",
    gives: new Map([["host", [{ field: "total", words: "two" }]]]),
  });
});
