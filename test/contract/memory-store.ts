import { readFile } from "node:fs/promises";
import { writeWhole } from "../../src/store/download.ts";
import { diskError } from "../../src/store/error-kinds.ts";
import {
  asFound,
  bestMatch,
  type Catalog,
  plainTraits,
  type Store,
  wallClock,
} from "../../src/store/store.ts";
import { byAge } from "../../src/stored-bundle.ts";

interface Saved {
  readonly key: string;
  readonly id: string;
  readonly body: Buffer;
  readonly savedAtMs: number;
  lastReadAtMs: number;
}

/** A store that lasts as long as the process: for tests of what is built upon stores. */
export function memoryStore(label = "memory", now: () => number = wallClock): Store & Catalog {
  /** In the order of their saving. */
  const saved = new Map<string, Saved>();
  let saves = 0;
  const find = (keys: Parameters<Store["lookup"]>[0]) => bestMatch(keys, [...saved.values()]);
  const orDiskError = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw diskError(label, error);
    });

  return {
    label,
    traits: plainTraits,
    lookup: async (keys) => asFound(find(keys)),
    async fetch(keys, into) {
      const found = find(keys);
      if (found === undefined) return { kind: "miss" };
      await orDiskError(writeWhole(into, (file) => file.writeFile(found.body)));
      found.lastReadAtMs = now();
      return { kind: "hit", key: found.key, bytes: found.body.length };
    },
    async put(key, from) {
      const body = await orDiskError(readFile(from));
      if (saved.has(key)) return { kind: "taken" };
      saves += 1;
      saved.set(key, { key, id: String(saves), body, savedAtMs: now(), lastReadAtMs: now() });
      return { kind: "stored", bytes: body.length };
    },
    async list(prefix) {
      const listed = [...saved.values()].filter(({ key }) => key.startsWith(prefix));
      const bundles = listed.map(({ body, ...known }) => ({ ...known, bytes: body.length })).sort(byAge);
      return { bundles, complete: true };
    },
    async remove({ key, id }) {
      const found = saved.get(key);
      if (found === undefined || (id !== undefined && found.id !== id)) return "gone";
      saved.delete(key);
      return "removed";
    },
  };
}
