import { isNearlyRemoved, lastUseOf } from "../../budget/age.ts";
import { changedEnough } from "../../budget/worth.ts";
import type { SaveContents } from "../evidence/build.ts";
import type { KnownEntry } from "../evidence/candidates.ts";
import type { KnownBundle, Past } from "../evidence/past.ts";
import type { Judge, MeasuredEntry } from "../new-bundle/pack-within.ts";

/** Tells what is new. With `isEager` one new entry is enough. */
export function judgeFor(facts: SaveContents, { isEager }: { readonly isEager: boolean }): Judge {
  const { base } = facts;
  return (entries, displaced) => {
    const news = entries.filter((entry) => isNew(entry, facts));
    const gained = totalOf(news);
    const { enough, why } = changedEnough({
      newEntries: gained.entries,
      newBytes: gained.bytes,
      newMs: gained.ms,
      displaced: totalOf(displaced.filter((entry) => entry.usedByThisRun && !entry.added)),
      bundleBytes: base.kind === "restored" ? base.bundle.bytes : undefined,
    });
    return { newEntries: news.length, isEnough: news.length > 0 && (isEager || enough), why };
  };
}

/**
 * Whether this job used and made what it would save: no bundle had it; or one had, and it was to be made anew. After an outage that is
 * not so: what the job made once more is as good in the bundle that it could not restore.
 */
export function isMade({ added, fresh, remade, ...entry }: KnownEntry, { config }: SaveContents): boolean {
  if (entry.kind !== "object" || !entry.usedByThisRun) return false;
  return added || remade || (fresh && config.restore === "never");
}

/**
 * Whether an upload for the sake of this entry makes sense: this job used and made it; or it is so old that the
 * next complete run of another job would remove it; or the bundles know its last use from so long ago that half of `max-age`
 * has passed, or else jobs of the family that do without it would remove it.
 */
function isNew(entry: KnownEntry, facts: SaveContents): boolean {
  const { past, nowMs } = facts;
  const { maxAgeDays } = facts.config;
  if (entry.kind !== "object" || !entry.usedByThisRun) return false;
  if (isMade(entry, facts) || isAboutToGo(entry, facts.config)) return true;
  const before = past.entries.get(entry.name);
  if (maxAgeDays === undefined || before === undefined) return false;
  const lastUse = lastUseOf(before.lastUse, { created: before.created, restoredAt: nowMs / 1000 });
  return nowMs / 1000 - lastUse > (maxAgeDays * 86_400) / 2;
}

/** Whether this job used it, and the next complete run of another job would remove it. */
export function isAboutToGo(
  { kind, usedByThisRun, ageBefore }: KnownEntry,
  { evict }: Pick<SaveContents["config"], "evict">,
) {
  return kind === "object" && usedByThisRun && isNearlyRemoved(evict, ageBefore);
}

/** The head that the next job like this one restores; undefined where it restores what this one did, or none is known to be that. */
export function restoredNext(
  {
    restored,
    heads,
    newest,
  }: Pick<Past, "heads"> & {
    readonly restored: KnownBundle | undefined;
    /** Key of the newest bundle of the family. */
    readonly newest: string | undefined;
  },
  { isFresh }: { readonly isFresh: (key: string) => boolean },
): KnownBundle | undefined {
  return heads.find(({ key }) => key === newest && (isFresh(key) || !(restored && isFresh(restored.key))));
}

/**
 * The entries of all bundles that were united. What this job made stays new unless the bundle has it that the next job restores: another
 * head's is hidden by that one, and would be compiled in every run.
 */
export function stillNew(
  united: readonly KnownEntry[],
  own: readonly KnownEntry[],
  next: KnownBundle | undefined,
): readonly KnownEntry[] {
  const found = new Set(next?.manifest?.entries.map(({ name }) => name));
  const made = new Set(own.flatMap(({ name, added }) => (added && !found.has(name) ? [name] : [])));
  return united.map((entry) => (made.has(entry.name) ? { ...entry, added: true } : entry));
}

function totalOf(entries: readonly MeasuredEntry[]): { entries: number; bytes: number; ms: number } {
  return {
    entries: entries.length,
    bytes: entries.reduce((sum, { cost }) => sum + cost, 0),
    ms: entries.reduce((sum, { costMs }) => sum + (costMs ?? 0), 0),
  };
}
