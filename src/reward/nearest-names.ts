import { LevenshteinDistance } from "natural/lib/natural/distance/index.js";

/** `names` by how much of them must be changed to get `name`, least first. */
export function nearestFirst(name: string, names: readonly string[]): readonly string[] {
  const distances = new Map(names.map((known) => [known, LevenshteinDistance(name, known)]));
  return names.toSorted((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0));
}
