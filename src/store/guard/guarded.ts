import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import type { Catalog } from "../catalog.ts";
import type { Repository } from "../github/repository.ts";
import type { Fetched, Store } from "../store.ts";
import type { Guard } from "./guard.ts";

/** The store, each call of which is run by the guard. */
export function guardedStore(store: Store, guard: Guard): Store {
  return {
    label: store.label,
    traits: store.traits,
    lookup: (keys, outer) => guard("question", (call) => store.lookup(keys, call), outer),
    fetch: (keys, into, outer) =>
      guard("transfer", (call) => toOwnFile(into, call.signal, (own) => store.fetch(keys, own, call)), outer),
    put: (key, from, outer) => guard("transfer", (call) => store.put(key, from, call), outer),
  };
}

/** The catalog, each call of which is run by the guard. */
export function guardedCatalog(catalog: Catalog, guard: Guard): Catalog {
  return {
    label: catalog.label,
    tellsReads: catalog.tellsReads,
    list: (prefix, outer) => guard("question", (call) => catalog.list(prefix, { ...outer, ...call }), outer),
    remove: (bundle, outer) => guard("question", (call) => catalog.remove(bundle, call), outer),
  };
}

/** The repository, each call of which is run by the guard. */
export function guardedRepository(repository: Repository, guard: Guard): Repository {
  return {
    survey: () => guard("question", () => repository.survey()),
    usage: () => guard("question", () => repository.usage()),
    leastRecent: () => guard("question", () => repository.leastRecent()),
  };
}

/** Nothing comes of a fetch that was given up, not even the file that it writes. */
async function toOwnFile(
  into: string,
  signal: AbortSignal | undefined,
  fetch: (own: string) => Promise<Fetched>,
): Promise<Fetched> {
  const own = `${into}.in-time-${randomUUID()}`;
  try {
    const fetched = await fetch(own);
    signal?.throwIfAborted();
    if (fetched.kind === "hit") await rename(own, into);
    return fetched;
  } finally {
    await rm(own, { force: true });
  }
}
