import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { addCorpusCommand } from "../../src/commands/corpus.ts";
import { UsageError } from "../../src/errors.ts";
import { folderWith, jsonLines } from "../text/folder.ts";

afterEach(() => {
  process.exitCode = undefined;
});

interface Run {
  readonly out: string;
  readonly err: string;
  readonly exitCode: unknown;
}

async function corpus(...args: readonly string[]): Promise<Run> {
  const written = { out: "", err: "" };
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((written.out += String(text))));
  const err = vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((written.err += String(text))));
  onTestFinished(() => void [out.mockRestore(), err.mockRestore()]);
  const program = new Command().exitOverride();
  addCorpusCommand(program);
  await program.parseAsync(["corpus", ...args], { from: "user" });
  return { ...written, exitCode: process.exitCode };
}

const turns = [
  { seat: "a", text: "Hi there!" },
  { seat: "b", text: "Hello." },
];

test("check counts what is there", async () => {
  const scene = { a: [["price", "tea two"]] };
  const folder = await folderWith({
    "all.jsonl": jsonLines(
      { turns, scene, split: "train", outcome: { success: true } },
      { turns, scene, split: "train", outcome: { success: false } },
      { turns: [...turns, { seat: "a", text: "Zoë?" }, { seat: "b", text: "zoë" }], split: "test" },
    ),
  });
  const { out, exitCode } = await corpus("check", join(folder, "all.jsonl"), "--json");
  expect(JSON.parse(out)).toMatchObject({
    seats: ["a", "b"],
    dialogues: 3,
    splits: { train: 2, validation: 0, test: 1 },
    turns: { count: 8, least: 2, most: 4 },
    words: 18,
    // hi there ! hello . price tea two
    vocabulary: { kept: 8, of: 8 },
    // zoë, twice, of eight words; "?" is new too
    slotShare: { train: 0, test: 3 / 8 },
    testTurnsInTrain: 0.5,
    facts: [
      { seat: "a", perDialogue: 2 / 3, fields: [{ field: "price", perDialogue: 2 / 3 }] },
      { seat: "b", perDialogue: 0, fields: [] },
    ],
    successShare: 0.5,
    problems: [],
  });
  expect(exitCode).toBeUndefined();
});

test("check of a broken corpus exits 1 and names every broken line", async () => {
  const folder = await folderWith({ "all.jsonl": jsonLines({ turns }, { turns: [] }, { turns: [{ seat: "a" }] }) });
  const file = join(folder, "all.jsonl");
  const { out, exitCode } = await corpus("check", file);
  expect(out).toContain("2 of 3 lines are broken and were skipped (66.7 %, above the limit of 1.0 %)");
  expect(out).toContain(`${file}:2: "turns" is []; expected at least 1 in the list`);
  expect(out).toContain(`${file}:3: turn 1 has no "text"; expected a string`);
  expect(exitCode).toBe(1);
});

test("check of a corpus with few broken lines tells them, and exits well", async () => {
  const lines = [...Array.from({ length: 199 }, () => ({ turns })), { turns: [] }];
  const folder = await folderWith({ "all.jsonl": jsonLines(...lines) });
  const { out, exitCode } = await corpus("check", join(folder, "all.jsonl"));
  expect(out).toContain("! 1 of 200 lines are broken and were skipped (0.5 %, within the limit of 1.0 %)");
  expect(exitCode).toBeUndefined();
});

test("list names the corpora that come with the program", { timeout: 120_000 }, async () => {
  const { out } = await corpus("list", "--json");
  expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ name: "cafe", seats: ["barista", "customer"] }));
});

test("import writes a folder that check then reads, with the same dialogues", async () => {
  const folder = await folderWith({ "chat.txt": "Ann: Hi!\nBob: Hello.\n\nAnn: Bye!\nBob: Bye.\n" });
  const out = join(folder, "talk");
  const imported = await corpus(
    "import",
    "transcript",
    join(folder, "chat.txt"),
    "--out",
    out,
    "--licence",
    "MIT",
    "--json",
  );
  expect(JSON.parse(imported.out)).toEqual({ name: "chat", path: out, dialogues: 2, problems: [] });
  expect(JSON.parse(await readFile(join(out, "corpus.json"), "utf8"))).toEqual({
    name: "chat",
    seats: ["Ann", "Bob"],
    opens: "Ann",
    person: "Bob",
    licence: "MIT",
    source: "unknown",
  });
  const [before, after] = [
    await corpus("check", join(folder, "chat.txt"), "--json"),
    await corpus("check", out, "--json"),
  ];
  const { path: _a, licence: _b, lines: _c, ...read } = JSON.parse(before.out);
  expect(JSON.parse(after.out)).toMatchObject(read);
});

test("import refuses an unknown format and a folder that is there", async () => {
  const folder = await folderWith({ "chat.txt": "Ann: Hi!\nBob: Hello.\n", "talk/x": "" });
  const file = join(folder, "chat.txt");
  await expect(corpus("import", "csv", file)).rejects.toThrow(/^no format "csv"; expected one of\n {2}openai/);
  const there = corpus("import", "transcript", file, "--out", join(folder, "talk"));
  await expect(there).rejects.toThrow(UsageError);
  await expect(there).rejects.toThrow(/talk is there already; remove it, or name another folder with --out/);
});
