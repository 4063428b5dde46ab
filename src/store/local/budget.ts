import { join } from "node:path";
import { folderOf, type LocalEntry, listEntries, removeHome } from "./folder.ts";

/**
 * What has to go so that the rest takes at most `maxBytes`: the least recently read first, never the newest.
 * `entries` are sorted from the oldest to the newest. Equal inputs give equal plans, so that runners that tidy
 * up at once choose the same.
 */
export function planRemoval(entries: readonly LocalEntry[], maxBytes: number): LocalEntry[] {
  const candidates = entries
    .slice(0, -1)
    .sort((one, other) => one.lastReadMs - other.lastReadMs || (one.key < other.key ? -1 : 1));
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  return candidates.filter(({ bytes }) => {
    if (total <= maxBytes) return false;
    total -= bytes;
    return true;
  });
}

/** Removes what `planRemoval` says; returns the first trouble, for what cannot be removed keeps nothing else. */
export async function keepWithin(root: string, maxBytes: number): Promise<unknown> {
  const troubles: unknown[] = [];
  for (const { key } of planRemoval(await listEntries(root), maxBytes)) {
    await removeHome(root, join(root, folderOf(key))).catch((error: unknown) => troubles.push(error));
  }
  return troubles[0];
}
