/** Settings from one source, as they were found: a file, the environment, the command line. */
export interface Layer {
  readonly source: string;
  readonly values: unknown;
}

/** One object of all layers; a later layer's value wins, key by key; `undefined` is no value, and a list is one value. */
export function mergedLayers(layers: readonly Layer[]): unknown {
  return layers.map(({ values }) => values).reduce(merged, {});
}

function merged(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isGroup(base) || !isGroup(over)) return over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(own(base, key), own(over, key))]));
}

/** The last layer that says something at `path`. */
export function sourceOf(layers: readonly Layer[], path: readonly PropertyKey[]): string | undefined {
  return layers.findLast(({ values }) => valueAt(values, path) !== undefined)?.source;
}

export function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === "object" ? own(value, key) : undefined), values);
}

/** Not what an object inherits: "constructor" is a word like any other. */
function own(value: object | null, key: PropertyKey): unknown {
  return value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
