import { constants, copyFile, link, mkdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Some entries of a directory of sccache's. */
export interface Selection {
  readonly from: string;
  readonly names: Iterable<string>;
}

/** Makes `directory` hold just these entries, and no copies of them: neither must be written to. */
export async function linkEntries({ from, names }: Selection, directory: string): Promise<string> {
  const partial = `${directory}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await place(names, (name) => [join(from, name), join(partial, name)], link);
  await rm(directory, { recursive: true, force: true });
  await rename(partial, directory);
  return directory;
}

/**
 * Does to `directory` what a build does that uses these entries: those that are there it touches, the others it makes.
 * Returns those that were there.
 */
export async function playBuild({ from, names }: Selection, directory: string): Promise<ReadonlySet<string>> {
  const now = new Date();
  const missing: string[] = [];
  const hits = new Set<string>();
  for (const name of names) {
    if (await touch(join(directory, name), now)) hits.add(name);
    else missing.push(name);
  }
  await place(
    missing,
    (name) => [join(from, name), join(directory, name)],
    async (source, target) => {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await utimes(target, now, now);
    },
  );
  return hits;
}

async function touch(path: string, now: Date): Promise<boolean> {
  try {
    if (!(await stat(path)).isFile()) return false;
    await utimes(path, now, now);
    return true;
  } catch {
    return false; // it is not there
  }
}

async function place(
  names: Iterable<string>,
  pathsOf: (name: string) => readonly [from: string, to: string],
  bring: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const made = new Set<string>();
  for (const name of names) {
    const [from, to] = pathsOf(name);
    if (!made.has(dirname(to))) await mkdir(dirname(to), { recursive: true });
    made.add(dirname(to));
    await bring(from, to);
  }
}

/** The entries of several runs together. */
export function unionOf(runs: readonly { readonly used: readonly string[] }[]): string[] {
  return [...new Set(runs.flatMap(({ used }) => used))];
}
