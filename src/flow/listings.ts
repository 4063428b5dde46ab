import { setTimeout as sleep } from "node:timers/promises";
import type { StoreSpec } from "../config/store-spec.ts";
import type { Log } from "../log.ts";
import { repositoryCaches } from "../store/github/caches.ts";
import { githubCatalog } from "../store/github/catalog.ts";
import { openCatalog } from "../store/open.ts";
import type { Deps } from "./deps.ts";

/**
 * What can be listed of a store: its bundles, and for GitHub's the repository's cache as a whole, which takes a token and
 * GITHUB_REPOSITORY. The token stays in here: it is in no value that is logged or handed on.
 */
export function openListings(
  store: StoreSpec,
  {
    token,
    env,
    log,
  }: { token: string | undefined; env: Readonly<Record<string, string | undefined>>; log: Log },
): Pick<Deps, "catalog" | "repository"> {
  if (store.kind !== "github") return { catalog: openCatalog(store, { log, env }), repository: undefined };
  const repository = env["GITHUB_REPOSITORY"];
  if (!token || !repository) return { catalog: undefined, repository: undefined };
  const apiUrl = env["GITHUB_API_URL"] || "https://api.github.com";
  const caches = repositoryCaches({ apiUrl, repository, token, sleep: (ms) => sleep(ms) });
  return { catalog: githubCatalog(caches), repository: caches };
}
