import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/**
 * Returns how the folder `actual` differs from `expected`, a sentence a file; nothing when both hold the same
 * files with the same bytes. `ignored` is a folder directly in them that does not count.
 */
export async function compareFolders(expected: string, actual: string, ignored: string): Promise<string[]> {
  const [wanted, found] = await Promise.all([filesIn(expected, ignored), filesIn(actual, ignored)]);
  const differences: string[] = [];
  for (const name of [...new Set([...wanted, ...found])].sort()) {
    if (!found.includes(name)) differences.push(`${name} is missing`);
    else if (!wanted.includes(name)) differences.push(`${name} does not belong here`);
    else {
      const line = firstDifference(
        await readFile(join(expected, name), "utf8"),
        await readFile(join(actual, name), "utf8"),
      );
      if (line !== undefined) differences.push(`${name} differs from line ${line} on`);
    }
  }
  return differences;
}

async function filesIn(folder: string, ignored: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((name) => !name.startsWith(`${ignored}/`));
}

function firstDifference(expected: string, actual: string): number | undefined {
  if (expected === actual) return undefined;
  const wanted = expected.split("\n");
  const found = actual.split("\n");
  const at = wanted.findIndex((line, i) => line !== found[i]);
  return (at === -1 ? wanted.length : at) + 1;
}
