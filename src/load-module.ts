import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";
import { ModuleError } from "./errors.ts";
import { packageRoot } from "./package-root.ts";

const require = createRequire(import.meta.url);

// A user's file may lie anywhere: what our own rules may import resolves to our copies.
const jiti = createJiti(import.meta.url, {
  alias: {
    duologue: join(packageRoot, "src/index.ts"),
    zod: dirname(require.resolve("zod/package.json")),
    natural: dirname(require.resolve("natural/package.json")),
  },
});

/**
 * The exports of a TypeScript, JavaScript or JSON file that is not part of the compiled program: a rule, a corpus's world
 * or generator, a user's config. What goes wrong is a ModuleError with file, line and remedy.
 */
export async function loadModule(path: string): Promise<Record<string, unknown>> {
  const file = resolve(path);
  if (!existsSync(file)) throw new ModuleError(`${file}: there is no such file; check the path`);
  try {
    return { ...(await jiti.import<Record<string, unknown>>(file)) };
  } catch (error) {
    throw new ModuleError(explain(file, error), { cause: error });
  }
}

function explain(file: string, error: unknown): string {
  if (!(error instanceof Error)) return `${file}: threw ${String(error)} while it was loaded`;
  // Babel's parser by way of jiti: "ParseError: Unexpected token \n /path/file.ts:3:25".
  const syntax = /^ParseError: (?<problem>.*?)\s*\n\s*(?<place>\S.*:\d+:\d+)/s.exec(error.message)?.groups;
  if (syntax) return `${syntax["place"]}: this is not valid TypeScript: ${syntax["problem"]}; mend this line`;
  const [problem = ""] = error.message.split("\n");
  if (file.endsWith(".json")) return `${file}: this is not valid JSON: ${problem.replace(`${file}: `, "")}`;
  if ("code" in error && /NOT_FOUND/.test(String(error.code)))
    return `${importer(error) ?? file}: ${problem}; install it, or correct the import`;
  return `${placeIn(error) ?? file}: threw ${error.name} while it was loaded: ${problem}`;
}

/** The file whose import failed. */
function importer(error: Error): string | undefined {
  return /Require stack:\n- (.+)/.exec(error.message)?.[1];
}

/** "file:line" of the topmost frame of a stack that is neither Node's, nor a package's, nor ours here. */
function placeIn(error: Error): string | undefined {
  const frames = (error.stack ?? "").matchAll(/(?:\(|at |file:\/\/)(\/[^():\n]+|[A-Z]:\\[^():\n]+):(\d+):\d+/g);
  const here = fileURLToPath(import.meta.url);
  for (const [, path, line] of frames) {
    if (path && path !== here && !path.includes("node_modules")) return `${path}:${line}`;
  }
  return undefined;
}
