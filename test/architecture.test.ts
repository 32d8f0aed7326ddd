import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../src/package-root.ts";
import { type SourceImport, importsOf, sourceFiles } from "./source-imports.ts";

// A part is a folder of `src/`, a file of `src/` that stands alone, or a top-level folder. It may import itself, the
// parts of its row, and packages; `rewards` and `corpora` are held to the packages that are listed too.

const common = ["at", "config", "errors", "rng", "load-module", "nearest-name", "package-root", "spawn"];

const parts = "main index commands train chat agent reward rl nn text store dialogue".split(" ").concat(common);

const mayImport = new Map<string, readonly string[]>([
  ["main", parts.filter((part) => part !== "main")],
  ["commands", parts.filter((part) => part !== "main" && part !== "index")],
  ["index", ["reward", "config"]],
  ["train", ["agent", "reward", "rl", "nn", "text", "store", "dialogue", ...common]],
  ["chat", ["agent", "reward", "text", "store", "dialogue", ...common]],
  ["agent", ["nn", "text", "dialogue", ...common]],
  ["rl", ["nn", ...common]],
  ["reward", ["dialogue", "text", ...common]],
  ["store", ["dialogue", ...common]],
  ["text", ["dialogue", ...common]],
  ["nn", common],
  ["dialogue", []],
  ["at", []],
  ["errors", []],
  ["rng", []],
  ["package-root", []],
  ["spawn", []],
  ["load-module", ["errors", "package-root"]],
  ["nearest-name", []],
  ["config", ["errors", "load-module", "nearest-name", "package-root"]],
  ["rewards", ["src/reward/rule.ts", "zod", "natural/*"]],
  ["corpora", ["src/dialogue/*", "src/rng.ts", "node:*"]],
  ["web", ["src/chat/protocol.ts"]],
]);

/** Parts whose rows name files and packages, not parts. */
const byFile = new Set(["rewards", "corpora", "web"]);
/** Parts that may use any package. */
const anyPackage = new Set([...parts, "web"]);

function partOf(file: string): string {
  const [top, second = ""] = file.split("/");
  return top === "src" ? second.replace(/\.ts$/, "") : (top ?? "");
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Why an import is not allowed, or undefined where it is. */
function objection({ from, to, isPackage }: SourceImport): string | undefined {
  const part = partOf(from);
  const row = mayImport.get(part);
  if (!row) return `${from}: "${part}" is no part of the house; give it a row in this test or move the file`;
  if (isPackage && to === "natural") return `${from} imports natural's root; import a sub-path`;
  if (to.startsWith("@tensorflow/") && part !== "nn") return `${from} imports ${to}; only src/nn may`;
  if (!isPackage && partOf(to) === part && from.split("/")[0] === to.split("/")[0] && part !== "rewards")
    return undefined;
  const allowed =
    isPackage && anyPackage.has(part)
      ? true
      : byFile.has(part)
        ? row.some((pattern) => matches(pattern, to))
        : to.startsWith("src/") && row.includes(partOf(to));
  return allowed ? undefined : `${from} imports ${to}; ${part} may import only ${row.join(", ") || "nothing"}`;
}

function objections(imports: readonly SourceImport[]): string[] {
  return imports.map(objection).filter((found) => found !== undefined);
}

/** The first cycle in a graph of imports, as a path that returns to its start. */
function cycleIn(imports: readonly SourceImport[]): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const finished = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (finished.has(file)) return undefined;
    for (const to of next.get(file) ?? []) {
      const cycle = visit(to, [...path, file]);
      if (cycle) return cycle;
    }
    finished.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

describe("the house", () => {
  const files = ["src", "rewards", "corpora", "web"].flatMap(sourceFiles);
  const imports = files.flatMap((file) => importsOf(file));

  test("imports only along the table", () => {
    expect(objections(imports)).toEqual([]);
  });

  test("has no cycle between files", () => {
    expect(cycleIn(imports.filter(({ isPackage }) => !isPackage))).toBeUndefined();
  });

  test("has no file in src above 300 lines", () => {
    const lines = (file: string): number => readFileSync(join(packageRoot, file), "utf8").trimEnd().split("\n").length;
    const long = files.filter((file) => file.startsWith("src/") && lines(file) > 300);
    expect(long.map((file) => `${file}: ${lines(file)} lines; what is the second noun?`)).toEqual([]);
  });
});

describe("the checks themselves", () => {
  const reads = (file: string, text: string): string[] => importsOf(file, text).map(({ to }) => to);

  test("see every form of import, and none in comments or strings", () => {
    const text = `
      import type { A } from "./a.ts"; import { b } from "../rl/b.ts"; export * from "./c.ts"; export type { D } from "zod";
      type E = import("./e.ts").E; const f = await import("./f.ts"); startWorker(import.meta.url, "./g");
      // import "./comment.ts"
      const text = 'import "./string.ts"';`;
    expect(reads("src/train/x.ts", text).toSorted()).toEqual(
      ["zod", "src/rl/b.ts", ...["a", "c", "e", "f", "g"].map((name) => `src/train/${name}.ts`)].toSorted(),
    );
  });

  test.each([
    ["src/train/x.ts", `import "../chat/server.ts"`],
    ["src/chat/x.ts", `forkModule(import.meta.url, "../train/loop")`],
    ["src/agent/x.ts", `import * as tf from "@tensorflow/tfjs"`],
    ["src/text/x.ts", `import natural from "natural"`],
    ["src/dialogue/x.ts", `import "../errors.ts"`],
    ["src/commands/x.ts", `import "../main.ts"`],
    ["src/helpers/x.ts", `import "./y.ts"`],
    ["rewards/x.ts", `import "../src/errors.ts"`],
    ["rewards/x.ts", `import "./y.ts"`],
    ["rewards/x.ts", `import "yaml"`],
    ["corpora/cafe/x.ts", `import "../../src/text/corpus.ts"`],
    ["web/x.tsx", `import "../src/chat/session.ts"`],
  ])("object when %s holds %s", (file, text) => {
    expect(objections(importsOf(file, text))).toHaveLength(1);
  });

  test.each([
    ["src/train/x.ts", `import "../rl/returns.ts"; import "../errors.ts"; import "./y.ts"; import "zod"`],
    ["rewards/x.ts", `import "../src/reward/rule.ts"; import "zod"; import "natural/lib/natural/distance/index.js"`],
    ["corpora/cafe/x.ts", `import "../../src/rng.ts"; import "./phrases.ts"; import "../../src/dialogue/world.ts"`],
    ["web/src/x.tsx", `import "preact"; import "../../src/chat/protocol.ts"; import "./y.tsx"`],
  ])("allow what %s may import", (file, text) => {
    expect(objections(importsOf(file, text))).toEqual([]);
  });

  test("find a cycle of three files", () => {
    const link = (from: string, to: string): SourceImport => ({ from, to, isPackage: false });
    expect(cycleIn([link("a", "b"), link("b", "c"), link("c", "b")])).toEqual(["b", "c", "b"]);
    expect(cycleIn([link("a", "b"), link("a", "c"), link("b", "c")])).toBeUndefined();
  });
});
