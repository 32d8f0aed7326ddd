import { DamerauLevenshteinDistance } from "natural/lib/natural/distance/index.js";

/** The one of `names` that `name` was most likely meant to be; undefined where none is close. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Math.max(2, name.length / 3) + 1;
  for (const known of names) {
    const distance = DamerauLevenshteinDistance(name.toLowerCase(), known.toLowerCase(), { restricted: true });
    if (distance < least) [nearest, least] = [known, distance];
  }
  return nearest;
}
