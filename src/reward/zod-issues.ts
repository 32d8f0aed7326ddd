import type { z } from "zod";

/** All that a schema found wrong, `key: found …; expected …`, in one line. */
export function describeIssues(error: Pick<z.ZodError, "issues">, input: unknown): string {
  return error.issues
    .map((issue) => {
      const key = issue.path.map(String).join(".");
      const expected = issue.message.replace(/^Invalid input: /, "");
      const found = issue.code === "unrecognized_keys" || key === "" ? "" : `found ${brief(at(input, issue.path))}, `;
      return `${key === "" ? "" : `${key}: `}${found}${expected}`;
    })
    .join("; ");
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function brief(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function") return "a function";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
