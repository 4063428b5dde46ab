import { rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sweep, temporaryName } from "./left-over.ts";

/**
 * Puts at `file` what `make` makes under the name that it gets, beside it: at any time the file is whole, or what it was. Several
 * processes may do this at once, and what was left by one that was killed is removed. Returns what `make` returns. @throws what
 * `make` and the file system throw
 */
export async function replaceFile<T>(file: string, make: (made: string) => Promise<T>): Promise<T> {
  const names = { start: `${basename(file)}.`, end: ".new" };
  await sweep(dirname(file), names);
  const made = join(dirname(file), temporaryName(names.start, names.end));
  try {
    const value = await make(made);
    await rename(made, file);
    return value;
  } finally {
    await rm(made, { force: true });
  }
}
