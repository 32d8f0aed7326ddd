/** Remembers what `compute` gives for an object as long as the object lives. */
export function once<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const hit = known.get(key);
    if (hit) return hit.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}

const mostTexts = 5_000; // people say new ones without end: bounded

/**
 * Remembers what `compute` gives for a text: every later turn asks again for those before it, and self-play repeats itself. By text rather
 * than by turn: weak keys cost the garbage collector more than reading the turn anew.
 */
export function oncePerText<Value>(compute: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (text) => {
    const hit = known.get(text);
    if (hit) return hit.value;
    const value = compute(text);
    if (known.size >= mostTexts) known.clear();
    known.set(text, { value });
    return value;
  };
}
