import { surveyOf, type Repository as WholeRepository } from "../../src/store/github/repository.ts";
import type { Catalog } from "../../src/store/store.ts";
import { byAge, type StoredBundle } from "../../src/stored-bundle.ts";

/** The cache of one repository, as jobs see it. Every call is a request. */
export interface Repository extends Catalog, WholeRepository {
  /**
   * The best match for the first ref that has one: the exact key, else the newest that begins with it, or with one
   * of `fallbacks`. What is found counts as used.
   */
  find(refs: readonly string[], key: string, fallbacks?: readonly string[]): Promise<string | undefined>;
  /** False when the key is taken. Two requests. */
  save(ref: string, key: string, bytes: number): Promise<boolean>;
  /** What is held, without asking. */
  held(): readonly HeldCache[];
}

type HeldEntry = StoredBundle & Required<Pick<StoredBundle, "id" | "ref" | "lastReadAtMs">>;

export interface HeldCache {
  readonly key: string;
  readonly ref: string;
  readonly bytes: number;
}

export interface Rules {
  /** Over it the least recently used entries go. */
  readonly quotaBytes: number;
  /** Entries that were not used for so long go. */
  readonly unusedMs: number;
  readonly now: () => number;
  /** How often the quota is enforced; at every save where it is not given, which is stricter than GitHub's every hour. */
  readonly evictEveryMs?: number;
  /** Told of each entry that goes without having been deleted. */
  readonly evicted: (entry: HeldCache, why: "quota" | "age") => void;
}

/** Entries that were not used for so long GitHub removes. */
export const weekMs = 7 * 86_400_000;

/** GitHub's rules, in memory: https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching */
export function modelRepository({ quotaBytes, unusedMs, now, evicted, evictEveryMs }: Rules): Repository {
  /** By use, the least recent first; by ref and key. */
  const entries = new Map<string, HeldEntry>();
  let total = 0;
  let lastId = 0;
  const nameOf = (ref: string, key: string) => `${ref} ${key}`;
  const drop = (name: string, entry: HeldEntry) => {
    entries.delete(name);
    total -= entry.bytes;
  };
  const touch = (name: string, entry: HeldEntry) => {
    entries.delete(name);
    entries.set(name, { ...entry, lastReadAtMs: now() });
  };
  let evictedAtMs = now();
  const enforce = (spared?: string) => {
    evictedAtMs = now();
    for (const [name, entry] of entries) {
      if (total <= quotaBytes) return;
      if (name === spared) continue;
      drop(name, entry);
      evicted(entry, "quota");
    }
  };
  const expire = () => {
    if (evictEveryMs !== undefined && now() - evictedAtMs >= evictEveryMs) enforce();
    for (const [name, entry] of entries) {
      if (now() - entry.lastReadAtMs <= unusedMs) return;
      drop(name, entry);
      evicted(entry, "age");
    }
  };
  const newest = (ref: string, prefix: string) => {
    let best: HeldEntry | undefined;
    for (const entry of entries.values()) {
      if (entry.ref === ref && entry.key.startsWith(prefix) && Number(entry.id) > Number(best?.id ?? 0))
        best = entry;
    }
    return best;
  };
  const list = (prefix: string) => [...entries.values()].filter(({ key }) => key.startsWith(prefix));

  return {
    label: "github",
    async find(refs, key, fallbacks = []) {
      expire();
      for (const ref of refs) {
        let found = entries.get(nameOf(ref, key));
        for (const prefix of [key, ...fallbacks]) found ??= newest(ref, prefix);
        if (!found) continue;
        touch(nameOf(ref, found.key), found);
        return found.key;
      }
      return undefined;
    },
    async save(ref, key, bytes) {
      const name = nameOf(ref, key);
      if (entries.has(name)) return false;
      lastId += 1;
      entries.set(name, { id: String(lastId), key, ref, bytes, savedAtMs: now(), lastReadAtMs: now() });
      total += bytes;
      if (evictEveryMs === undefined) enforce(name);
      return true;
    },
    async survey() {
      expire();
      const most = entries.size > 200 ? 100 : 200;
      const bundles = [...entries.values()].sort((a, b) => b.bytes - a.bytes).slice(0, most);
      return surveyOf({ bundles, rows: bundles.length, count: entries.size });
    },
    usage: async () => total,
    leastRecent: async () => [...entries.values()].slice(0, 100),
    async list(prefix) {
      return { bundles: list(prefix).sort(byAge), complete: true };
    },
    async remove({ id }) {
      for (const [name, entry] of entries) {
        if (entry.id !== id) continue;
        drop(name, entry);
        return "removed";
      }
      return "gone";
    },
    held: () => [...entries.values()],
  };
}
