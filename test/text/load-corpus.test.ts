import { join } from "node:path";
import { expect, test } from "vitest";
import { CorpusError } from "../../src/errors.ts";
import { dealOrNoDeal } from "../../src/text/formats/deal-or-no-deal.ts";
import { openai } from "../../src/text/formats/openai.ts";
import { loadCorpus, readCorpus } from "../../src/text/load-corpus.ts";
import { folderWith, jsonLines } from "./folder.ts";

const manifest = JSON.stringify({
  name: "tearoom",
  seats: ["barista", "customer"],
  opens: "customer",
  licence: "MIT",
  source: "written for this test",
});

const hi = { seat: "customer", text: "Hi!" };
const line = { turns: [hi, { seat: "barista", text: "What can I get you?" }] };

async function failure(path: string): Promise<string> {
  const error: unknown = await loadCorpus(path).catch((thrown: unknown) => thrown);
  if (!(error instanceof CorpusError)) throw new Error(`expected a CorpusError, found ${String(error)}`);
  return error.message;
}

test("a folder gives its dialogues, who talks in them, and its house rules", async () => {
  const folder = await folderWith({
    "corpus.json": manifest,
    "b.jsonl": jsonLines({ ...line, id: "x", split: "test", outcome: { success: false, reasons: ["late"] } }),
    "a.jsonl": jsonLines(line),
    "house-rules.yaml": "rules: []\n",
  });
  const corpus = await loadCorpus(folder);
  expect(corpus).toMatchObject({
    name: "tearoom",
    path: folder,
    seats: ["barista", "customer"],
    houseRules: "rules: []\n",
  });
  expect([corpus.opens, corpus.person, corpus.licence, corpus.problems]).toEqual(["customer", "customer", "MIT", []]);
  expect(corpus.dialogues.map(({ id }) => id)).toEqual(["a-1", "x"]);
  expect(corpus.dialogues[1]).toMatchObject({ split: "test", outcome: { success: false, reasons: ["late"] } });
});

test("texts and facts come in spaced form, and turns in a row by one speaker are one turn", async () => {
  const folder = await folderWith({
    "corpus.json": manifest,
    "dialogues.jsonl": jsonLines({
      scene: { barista: [["price", "Flat White: £4.50"]] },
      turns: [
        hi,
        { seat: "customer", text: "Tea?", gives: { barista: [["total", "Two"]] } },
        { seat: "barista", text: "It’s 2." },
      ],
    }),
  });
  const [dialogue] = (await loadCorpus(folder)).dialogues;
  expect(dialogue?.scene.facts).toEqual(new Map([["barista", [{ field: "price", words: "flat white : £ 4.50" }]]]));
  expect(dialogue?.turns).toEqual([
    { seat: "customer", text: "hi ! tea ?", gives: new Map([["barista", [{ field: "total", words: "two" }]]]) },
    { seat: "barista", text: "it's 2 ." },
  ]);
});

test("the first turn is the scene of a dialogue without facts, and of no other", async () => {
  const folder = await folderWith({
    "corpus.json": manifest,
    "dialogues.jsonl": jsonLines(line, { ...line, scene: { customer: [["drink", "tea"]] } }),
  });
  const { dialogues } = await loadCorpus(folder);
  expect(dialogues.map(({ scene }) => scene.opening)).toEqual([[{ seat: "customer", text: "hi !" }], []]);
});

test("a generator makes dialogues by seed, and a world comes with them", async () => {
  const folder = await folderWith({
    "corpus.json": manifest,
    "generator.ts": `export default function generate({ seed }: { seed: number }) {
      const facts = new Map([["customer", [{ field: "drink", words: "Tea No " + seed }]]]);
      return [{ id: "g1", scene: { id: "scene-1", facts, opening: [] }, turns: [{ seat: "customer", text: "hi" }], split: "test" }];
    }`,
    "world.ts": `export default {
      newScene: (id: string) => ({ id, facts: new Map(), opening: [] }),
      consequence: () => ({}),
      outcome: () => ({ success: true }),
    };`,
  });
  const corpus = await loadCorpus(folder, { seed: 7 });
  expect(corpus.dialogues).toEqual([
    {
      id: "g1",
      scene: { id: "scene-1", facts: new Map([["customer", [{ field: "drink", words: "tea no 7" }]]]), opening: [] },
      turns: [{ seat: "customer", text: "hi" }],
      split: "test",
    },
  ]);
  expect(corpus.world?.newScene("s", () => 0)).toEqual({ id: "s", facts: new Map(), opening: [] });
});

test("a generator that throws, gives something else, or lets a stranger talk is told by its file", async () => {
  const generator = async (body: string): Promise<string> =>
    failure(await folderWith({ "corpus.json": manifest, "generator.ts": body }));
  expect(await generator(`export default () => { throw new Error("no menu"); };`)).toMatch(
    /generator\.ts threw while it made dialogues from seed 1: no menu$/,
  );
  expect(await generator(`export default () => [{ id: 1 }];`)).toMatch(
    /generator\.ts gave no list of dialogues: 1: "id" is 1; expected a string/,
  );
  expect(await generator(`export const generate = 1;`)).toMatch(/generator\.ts has no function as its default export/);
  const scene = `{ id: "s", facts: new Map(), opening: [] }`;
  expect(
    await generator(`export default () => [{ id: "g", scene: ${scene}, turns: [{ seat: "cat", text: "meow" }] }];`),
  ).toMatch(/generator\.ts made dialogue "g", of which turn 1 is by "cat"; expected "barista" or "customer"$/);
});

test("a transcript is read: a speaker a line, a blank line between dialogues", async () => {
  const folder = await folderWith({ "chat.txt": "\ufeffAnn: Hi!\r\nBob: Hello: you?\r\n\r\n\r\nBob: Bye\n" });
  const corpus = await loadCorpus(join(folder, "chat.txt"));
  expect(corpus).toMatchObject({
    name: "chat",
    seats: ["Ann", "Bob"],
    opens: "Ann",
    person: "Bob",
    licence: "unknown",
  });
  expect(corpus.dialogues.map(({ id, turns }) => [id, ...turns.map(({ seat, text }) => `${seat}: ${text}`)])).toEqual([
    ["1", "Ann: hi !", "Bob: hello : you ?"],
    ["5", "Bob: bye"],
  ]);
});

test("OpenAI chats are read without their system messages", async () => {
  const messages = [
    { role: "system", content: "Be kind." },
    { role: "user", content: "Hi" },
    { role: "assistant", content: [{ type: "text", text: "Hello!" }] },
  ];
  const folder = await folderWith({ "chats.jsonl": jsonLines({ messages }) });
  const corpus = await loadCorpus(join(folder, "chats.jsonl"));
  expect([corpus.seats, corpus.opens, corpus.person]).toEqual([["assistant", "user"], "user", "user"]);
  expect(corpus.dialogues[0]?.turns).toEqual([
    { seat: "user", text: "hi" },
    { seat: "assistant", text: "hello !" },
  ]);
});

test("one file of a corpus folder is read with the folder's seats", async () => {
  const folder = await folderWith({
    "corpus.json": manifest,
    "a.jsonl": jsonLines(line),
    "b.jsonl": jsonLines(line, line),
  });
  const corpus = await loadCorpus(join(folder, "a.jsonl"));
  expect([corpus.name, corpus.dialogues.length, corpus.seats]).toEqual(["tearoom", 1, ["barista", "customer"]]);
});

const broken = { turns: [hi, { text: "What?" }] };

test("up to one line in a hundred may be broken: it is skipped, and told with file and line", async () => {
  const lines = [...Array.from({ length: 99 }, () => line), broken];
  const folder = await folderWith({ "corpus.json": manifest, "dialogues.jsonl": jsonLines(...lines) });
  const corpus = await loadCorpus(folder);
  expect(corpus.dialogues).toHaveLength(99);
  expect(corpus.problems).toEqual([
    {
      file: join(folder, "dialogues.jsonl"),
      line: 100,
      message: 'turn 2 has no "seat"; expected "barista" or "customer"',
    },
  ]);
});

test("above one in a hundred it stops, says why, and lists the first ones", async () => {
  const lines = [...Array.from({ length: 93 }, () => line), ...Array.from({ length: 7 }, () => broken)];
  const folder = await folderWith({ "corpus.json": manifest, "dialogues.jsonl": jsonLines(...lines) });
  const message = await failure(folder);
  expect(message).toContain(
    "7 of 100 lines are broken, above the limit of 1 %; mend them (`duologue corpus check` lists all):",
  );
  expect(message).toContain(`\n  ${join(folder, "dialogues.jsonl")}:98: turn 2 has no "seat"`);
  expect(message).toMatch(/\n {2}and 2 more$/);
  expect((await readCorpus(folder)).lines).toBe(100);
});

test("what no schema sees is a problem too: strangers, turns and facts that say nothing, an id used twice", async () => {
  const waiter = { seat: "Cid", text: "hi" };
  const folder = await folderWith({
    "all.jsonl": jsonLines(
      { ...line, id: "1" },
      { ...line, id: "1" },
      { turns: [hi, waiter] },
      { turns: [{ seat: "customer", text: " \u200b" }] },
      { ...line, scene: { cid: [["drink", "tea"]] } },
      { ...line, scene: { customer: [["drink", " "]] } },
    ),
  });
  const { corpus } = await readCorpus(join(folder, "all.jsonl"));
  expect(corpus.problems.map(({ line: at, message }) => `${at}: ${message}`)).toEqual([
    '2: id "1" is there twice; give each dialogue its own',
    '3: turn 2 is by "Cid"; expected "customer" or "barista"',
    "4: turn 1 says nothing; expected at least one word",
    '5: "scene" has facts for "cid"; expected "customer" or "barista"',
    '6: "scene" has a fact "drink" without words; expected at least one',
  ]);
});

test("a transcript's line without a speaker and a third speaker are problems", async () => {
  const folder = await folderWith({ "chat.txt": "Ann: Hi\nBob: Hi\n(they laugh)\n\nAnn: So?\nCid: What?\n" });
  const { corpus, lines } = await readCorpus(join(folder, "chat.txt"));
  expect(corpus.problems.map(({ line: at, message }) => `${at}: ${message}`)).toEqual([
    '3: "(they laugh)" names no speaker; expected "Name: text", or a blank line between dialogues',
    '5: turn 2 is by "Cid"; expected "Ann" or "Bob"',
  ]);
  expect(lines).toBe(5);
});

test.each([
  [{ "x.jsonl": jsonLines(line) }, "", /has no corpus\.json; write one with "name", "seats", "licence" and "source"/],
  [{ "corpus.json": manifest }, "", /has neither dialogues \(\*\.jsonl\) nor a generator\.ts/],
  [{ "corpus.json": "{" }, "", /corpus\.json is not JSON/],
  [{ "corpus.json": manifest.replace("opens", "open") }, "", /corpus\.json: has an unknown key "open"/],
  [
    { "corpus.json": manifest.replace('"opens":"customer"', '"opens":"waiter"') },
    "",
    /"opens" is "waiter"; expected "barista" or "customer"/,
  ],
  [{ "corpus.json": manifest.replace('"barista"', '"customer"') }, "", /both seats are "customer"; expected two names/],
  [
    { "corpus.json": manifest, "world.ts": "export default {};", "a.jsonl": jsonLines(line) },
    "",
    /world\.ts has no world as its default export/,
  ],
  [{ "x.jsonl": "\n" }, "x.jsonl", /x\.jsonl is empty; expected dialogues/],
  [{ "x.md": "# Hello" }, "x.md", /x\.md is in no format that can be read; expected one of\n {2}openai/],
  [{ "x.txt": "Ann: hi\n" }, "x.txt", /x\.txt has only "Ann" speaking; expected two speakers/],
  [{ "x.jsonl": "{}\n" }, "x.jsonl", /has nobody speaking; expected two speakers\n {2}\S*x\.jsonl:1: has no "turns"/],
])("says what %j lacks", async (files, name, message) => {
  expect(await failure(join(await folderWith(files), name))).toMatch(message);
});

test("ConvLab's list is read with its splits, and what is no such list is told", async () => {
  const turns = [
    { speaker: "user", utterance: "Hi!", emotion: "no emotion" },
    { speaker: "system", utterance: "Hello." },
  ];
  const good = { dataset: "daily", data_split: "test", dialogue_id: "d-1", turns };
  const list = JSON.stringify([good, { ...good, dialogue_id: "d-2", turns: [{ speaker: "cat", utterance: "meow" }] }]);
  const folder = await folderWith({ "dialogues.json": list, "other.json": "[1,", "deal/x": "" });
  const { corpus } = await readCorpus(join(folder, "dialogues.json"));
  expect(corpus.dialogues.map(({ id, split }) => [id, split])).toEqual([["d-1", "test"]]);
  expect(corpus.problems[0]).toMatchObject({
    line: 2,
    message: 'turn 1: "speaker" is "cat"; expected "user" or "system"',
  });
  expect(await failure(join(folder, "other.json"))).toMatch(/other\.json is not a JSON list of dialogues/);
  await expect(readCorpus(folder, { format: openai })).rejects.toThrow(/is a folder; the format openai is one file/);
  await expect(readCorpus(join(folder, "deal"), { format: dealOrNoDeal })).rejects.toThrow(/has none of train\.txt/);
});

test("an unknown name is told with the names there are", async () => {
  expect(await failure("caffe")).toMatch(/^no corpus "caffe": it is neither a name \(.*cafe.*\) nor a file or folder/);
});
