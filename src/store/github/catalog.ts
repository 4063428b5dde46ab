import type { Catalog, StoredBundle } from "../catalog.ts";
import type { RepositoryCache, RepositoryCaches } from "./caches.ts";

/** GitHub's cache as a catalog. Throws GithubErrors, which know what a token lacks, instead of StoreErrors. */
export function githubCatalog(caches: RepositoryCaches): Catalog {
  return {
    label: "github",
    list: async (prefix) => (await caches.list(prefix)).map(asBundle),
    remove: (bundle) => caches.remove(Number(bundle.id)),
  };
}

/** As the catalog lists it, and removes it. */
export function asBundle({ id, ...cache }: RepositoryCache): StoredBundle {
  return { ...cache, id: String(id) };
}
