import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function folderAbove(folder: string, file: string): string {
  if (existsSync(join(folder, file))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`no ${file} in any folder above ${fileURLToPath(import.meta.url)}`);
  return folderAbove(parent, file);
}

/** Absolute path of the folder with our package.json, the same whether this module runs from `src/` or from `dist/`. */
export const packageRoot: string = folderAbove(dirname(fileURLToPath(import.meta.url)), "package.json");
