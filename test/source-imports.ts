import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { parseAst } from "vite";
import { packageRoot } from "../src/package-root.ts";

/** One import in a source file: by `import`, `export … from`, `import()`, `import("…").Type`, or a thread or process that it starts. */
export interface SourceImport {
  /** The importing file, from the package root, with forward slashes. */
  readonly from: string;
  /** The imported file in the same form, or a package's specifier as it stands. */
  readonly to: string;
  readonly isPackage: boolean;
}

/** Names from `src/spawn.ts` that start the module named by their second argument. */
const starters = new Set(["startWorker", "forkModule", "moduleUrl"]);

/** Every TypeScript file below `folder`, from the package root, with forward slashes. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(packageRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => relative(packageRoot, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => !file.startsWith("src/nn/kernels/assembly/"))
    .toSorted();
}

export function importsOf(file: string, text = readFileSync(join(packageRoot, file), "utf8")): SourceImport[] {
  const specifiers = new Set<string>();
  collect(parseAst(text, { lang: file.endsWith("x") ? "tsx" : "ts" }), specifiers);
  return [...specifiers].map((specifier) => {
    const isPackage = !specifier.startsWith(".");
    return { from: file, to: isPackage ? specifier : posix.join(dirname(file), specifier), isPackage };
  });
}

function collect(node: unknown, specifiers: Set<string>): void {
  if (Array.isArray(node)) for (const child of node) collect(child, specifiers);
  if (!isNode(node)) return;
  const source = node.type === "TSImportType" ? (node["source"] ?? node["argument"]) : node["source"];
  const name = text(source);
  if (name !== undefined) specifiers.add(name);
  if (node.type === "CallExpression" && isNode(node["callee"]) && starters.has(String(node["callee"]["name"]))) {
    const started = Array.isArray(node["arguments"]) ? text(node["arguments"][1]) : undefined;
    if (started !== undefined) specifiers.add(`${started}.ts`);
  }
  for (const child of Object.values(node)) if (typeof child === "object") collect(child, specifiers);
}

interface SyntaxNode extends Record<string, unknown> {
  readonly type: string;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The value of a string literal, which some nodes wrap once more. */
function text(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "TSLiteralType") return text(node["literal"]);
  return node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : undefined;
}
