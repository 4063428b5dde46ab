import { readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Catalog, type Store, StoreError } from "../../src/store/store.ts";

/** How the store tells what it holds, where that is not all of it. */
export type Lister = "denied" | "absent" | "cut";

/** What happens in the middle of a save. */
export interface Interruptions {
  /** Runs right before the upload, when all is decided and packed. */
  readonly beforePut?: () => Promise<void>;
  /** Runs before the save fetches a bundle that it has found. */
  readonly beforeFetch?: () => Promise<void>;
}

/** The catalog as a job sees it whose token may not list, or whose listing ends before the newest bundles. */
export function catalogOf(whole: Catalog, lister: Lister | undefined): Catalog | undefined {
  if (lister === "absent") return undefined;
  const list: Catalog["list"] = async (prefix, options) => {
    if (lister === "denied") throw new StoreError("no right to list", { reason: "denied" });
    const { bundles, complete } = await whole.list(prefix, options);
    return lister === "cut" ? { bundles: bundles.slice(0, 1), complete: false } : { bundles, complete };
  };
  return { ...whole, list };
}

/** The store of a save in the middle of which other things happen, each once. */
export function interrupted(store: Store, { beforePut, beforeFetch }: Interruptions): Store {
  const pending = { beforePut, beforeFetch };
  const happen = async (what: keyof typeof pending) => {
    const work = pending[what];
    pending[what] = undefined;
    await work?.();
  };
  return {
    ...store,
    fetch: async (...args) => {
      await happen("beforeFetch");
      return store.fetch(...args);
    },
    put: async (...args) => {
      await happen("beforePut");
      return store.put(...args);
    },
  };
}

/** What a disk did to a bundle: other bytes are there, or not all of them. */
export type Damage = "overwritten" | "cut short";

/** Damages the bundle that was saved last in the folder `path`, which is of this store. */
export async function damageNewest(path: string, store: Catalog, how: Damage = "overwritten"): Promise<void> {
  const newest = (await store.list("")).bundles.at(-1);
  if (!newest) return;
  for (const folder of await readdir(path)) {
    const entry = JSON.parse(await readFile(join(path, folder, "entry.json"), "utf8"));
    if (entry.key !== newest.key) continue;
    const file = join(path, folder, "bundle.tar.zst");
    if (how === "cut short") await truncate(file, 100);
    else await writeFile(file, Buffer.alloc((await readFile(file)).length, 7));
  }
}
