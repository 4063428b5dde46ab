/** One saved bundle, as the service and its REST side know it. */
export interface Entry {
  readonly id: number;
  readonly ref: string;
  readonly key: string;
  readonly version: string;
  readonly sizeBytes: number;
  readonly createdMs: number;
  readonly lastAccessedMs: number;
  /** Under which name its bytes lie in the folder of blobs. */
  readonly blob: string;
}

/** What makes an entry unique. */
export interface Name {
  readonly ref: string;
  readonly key: string;
  readonly version: string;
}

export interface Entries {
  /** Keeps a name for one writer; undefined when it is taken, saved or not. Returns where the bytes go. */
  reserve(name: Name): string | undefined;
  /** Where the bytes of a reservation go; undefined when there is none. */
  reserved(name: Name): string | undefined;
  /** Turns a reservation into an entry that is found from now on. */
  finish(name: Name, sizeBytes: number): Entry | undefined;
  /**
   * The best match, marked as used: for the first ref each key in order, exact before prefix, the newest
   * prefix wins; only when all of them miss, the next ref.
   */
  find(refs: readonly string[], keys: readonly string[], version: string): Entry | undefined;
  /** Oldest first. */
  list(): readonly Entry[];
  remove(id: number): Entry | undefined;
}

export interface EntriesOptions {
  /** Over this many bytes the least recently used entries go; the one just saved stays. */
  readonly quotaBytes?: number;
  readonly now: () => number;
  /** Told of every blob that no entry needs any more. */
  readonly dropped: (blob: string) => void;
}

/** The table of entries of one repository. */
export function createEntries({ quotaBytes, now, dropped }: EntriesOptions): Entries {
  const reservations = new Map<string, string>();
  /** In order of creation. */
  const entries = new Map<number, Entry>();
  /** Counts uses, since two of them can fall into one millisecond. */
  const lastUse = new Map<number, number>();
  let uses = 0;
  let lastId = 0;

  const touch = (entry: Entry): Entry => {
    const touched = { ...entry, lastAccessedMs: now() };
    entries.set(entry.id, touched);
    lastUse.set(entry.id, ++uses);
    return touched;
  };
  const remove = (id: number): Entry | undefined => {
    const entry = entries.get(id);
    if (entry !== undefined) {
      entries.delete(id);
      lastUse.delete(id);
      dropped(entry.blob);
    }
    return entry;
  };
  const evict = (kept: number): void => {
    if (quotaBytes === undefined) return;
    const byUse = [...entries.values()].sort((a, b) => (lastUse.get(a.id) ?? 0) - (lastUse.get(b.id) ?? 0));
    let total = byUse.reduce((sum, entry) => sum + entry.sizeBytes, 0);
    for (const entry of byUse) {
      if (total <= quotaBytes) return;
      if (entry.id === kept) continue;
      remove(entry.id);
      total -= entry.sizeBytes;
    }
  };

  return {
    reserve(name) {
      const text = textOf(name);
      if (reservations.has(text) || [...entries.values()].some((entry) => textOf(entry) === text)) {
        return undefined;
      }
      const blob = `blob-${++lastId}`;
      reservations.set(text, blob);
      return blob;
    },
    reserved: (name) => reservations.get(textOf(name)),
    finish(name, sizeBytes) {
      const blob = reservations.get(textOf(name));
      if (blob === undefined) return undefined;
      reservations.delete(textOf(name));
      const { ref, key, version } = name;
      const id = ++lastId;
      const createdMs = now();
      const entry = touch({
        id,
        ref,
        key,
        version,
        sizeBytes,
        createdMs,
        lastAccessedMs: createdMs,
        blob,
      });
      evict(id);
      return entry;
    },
    find(refs, keys, version) {
      for (const ref of refs) {
        const readable = [...entries.values()].filter((e) => e.ref === ref && e.version === version);
        for (const key of keys) {
          const found =
            readable.find((e) => e.key === key) ?? readable.findLast((e) => e.key.startsWith(key));
          if (found !== undefined) return touch(found);
        }
      }
      return undefined;
    },
    list: () => [...entries.values()],
    remove,
  };
}

function textOf({ ref, key, version }: Name): string {
  return JSON.stringify([ref, key, version]);
}
