import type { Catalog } from "../store/catalog.ts";
import type { RepositoryCaches } from "./caches.ts";

/** GitHub's cache as a catalog. Throws GithubErrors, which know what a token lacks, instead of StoreErrors. */
export function githubCatalog(caches: RepositoryCaches): Catalog {
  return {
    label: "github",
    list: async (prefix) =>
      (await caches.list(prefix)).map(({ id, ...bundle }) => ({ ...bundle, id: String(id) })),
    remove: (bundle) => caches.remove(Number(bundle.id)),
  };
}
