import { z } from "zod";
import { nearestName } from "../nearest-name.ts";
import { type Layer, sourceOf, valueAt } from "./layers.ts";
import { configSchema } from "./schema.ts";

type Issue = z.core.$ZodIssue;

/** One line for each thing that the schema found wrong: source, key path, what was found, what was expected, remedy. */
export function problemsIn(issues: readonly Issue[], layers: readonly Layer[], merged: unknown): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey([...issue.path, key], layers));
    const key = issue.path.join(".");
    const found = shown(valueAt(merged, issue.path));
    const meaning = settings().get(listed(key));
    const where = `${placeOf(layers, issue.path)}: ${key === "" ? "the config" : key}`;
    return `${where}: found ${found}, expected ${expected(issue)}${meaning ? ` (${meaning})` : ""}`;
  });
}

function unknownKey(path: readonly PropertyKey[], layers: readonly Layer[]): string {
  const key = path.join(".");
  const near = nearestSetting(key);
  const remedy = near ? `did you mean ${near}?` : `expected one of ${siblings(path.slice(0, -1).join(".")).join(", ")}`;
  return `${placeOf(layers, path)}: ${key}: there is no such key; ${remedy}`;
}

function placeOf(layers: readonly Layer[], path: readonly PropertyKey[]): string {
  // A value that is missing is missing where its group stands.
  for (let length = path.length; length > 0; length--) {
    const source = sourceOf(layers, path.slice(0, length));
    if (source !== undefined) return source;
  }
  return layers.at(-1)?.source ?? "config";
}

/** The key most like this one beside it; else one of the same name elsewhere; else one most like its whole path. */
function nearestSetting(key: string): string | undefined {
  const paths = [...settings().keys()];
  const group = key.slice(0, key.lastIndexOf(".") + 1);
  const name = key.slice(group.length);
  const near = nearestName(name, siblings(group.slice(0, -1)));
  if (near !== undefined) return `${group}${near}`;
  return paths.find((path) => path.endsWith(`.${name}`)) ?? nearestName(key, paths);
}

/** Names of the settings in a group, "" for the outermost. */
function siblings(group: string): string[] {
  const prefix = group === "" ? "" : `${listed(group)}.`;
  return [...settings().keys()]
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .filter((name) => name !== "*" && !name.includes("."));
}

/** Part of a JSON schema that we write ourselves, by way of zod. */
const Described = z.object({
  description: z.string().optional(),
  get properties() {
    return z.record(z.string(), Described).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), Described]).optional();
  },
});

type Described = z.infer<typeof Described>;

let known: ReadonlyMap<string, string> | undefined;

/** Every setting and group by path, "reinforce.kl.target", with its meaning; a rule's are "rewards.*.weight". */
export function settings(): ReadonlyMap<string, string> {
  known ??= new Map(described("", Described.parse(z.toJSONSchema(configSchema, { io: "input" }))));
  return known;
}

function described(path: string, { properties = {}, additionalProperties }: Described): [string, string][] {
  const children = new Map(Object.entries(properties));
  if (typeof additionalProperties === "object") children.set("*", additionalProperties);
  return [...children].flatMap(([key, child]) => {
    const at = path === "" ? key : `${path}.${key}`;
    return [[at, child.description ?? ""], ...described(at, child)];
  });
}

/** The path under which `settings` lists a key: rules have names that only the user knows. */
function listed(key: string): string {
  return key.replace(/^rewards\.[^.]+/, "rewards.*");
}

/** zod says "Invalid input: expected number, received string"; what was received stands in the line already. */
function expected(issue: Issue): string {
  const [, what] = /expected (.+?)(?:, received .*)?$/.exec(issue.message) ?? [];
  return (what ?? issue.message).replaceAll('"|"', '" or "');
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "number" || typeof value === "function" ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
