import { readFile, writeFile } from "node:fs/promises";
import { bestMatch } from "./best-match.ts";
import { diskTrouble } from "./disk-trouble.ts";
import type { Store } from "./store.ts";

/** A store that lasts as long as the process: for tests of what is built upon stores. */
export function memoryStore(label = "memory"): Store {
  /** In the order of their saving. */
  const saved = new Map<string, { readonly key: string; readonly body: Buffer }>();
  const find = (keys: Parameters<Store["lookup"]>[0]) => bestMatch(keys, [...saved.values()]);

  return {
    label,
    async lookup(keys) {
      const found = find(keys);
      return found === undefined ? { kind: "miss" } : { kind: "hit", key: found.key };
    },
    async fetch(keys, into) {
      const found = find(keys);
      if (found === undefined) return { kind: "miss" };
      await writeFile(into, found.body).catch((error: unknown) => {
        throw diskTrouble(label, error);
      });
      return { kind: "hit", key: found.key, bytes: found.body.length };
    },
    async put(key, from) {
      const body = await readFile(from).catch((error: unknown) => {
        throw diskTrouble(label, error);
      });
      if (saved.has(key)) return { kind: "taken" };
      saved.set(key, { key, body });
      return { kind: "stored", bytes: body.length };
    },
  };
}
