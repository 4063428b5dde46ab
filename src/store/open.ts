import { setTimeout as sleep } from "node:timers/promises";
import type { StoreSpec } from "../config/store-spec.ts";
import type { Log } from "../log.ts";
import type { Catalog } from "./catalog.ts";
import { localStore } from "./local.ts";
import { type ObservedStore, observed } from "./observe.ts";
import { retrying, retryingCatalog } from "./retry.ts";
import type { Store } from "./store.ts";

export interface StoreDeps {
  readonly log: Log;
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
}

/** The store that was asked for, with all that is wrapped around it. Nothing is contacted or loaded yet. */
export function openStore(spec: StoreSpec, { log, clock = monotonic }: StoreDeps): ObservedStore {
  const bare = bareStore(spec, log);
  const patient = retrying(bare, { log, sleep, clock, random: Math.random });
  return observed(patient, clock);
}

/**
 * The catalogs of the store that was asked for: one for each of its levels that can be listed, none for
 * GitHub's, which is listed through its REST interface (see src/github). Nothing is contacted or loaded yet.
 */
export function openCatalogs(spec: StoreSpec, { log, clock = monotonic }: StoreDeps): Catalog[] {
  const bare = bareCatalog(spec, log);
  return bare === undefined ? [] : [retryingCatalog(bare, { log, sleep, clock, random: Math.random })];
}

function bareCatalog(spec: StoreSpec, log: Log): Catalog | undefined {
  switch (spec.kind) {
    case "github":
      return undefined;
    case "local":
      return localStore({ path: spec.path, log });
  }
}

function bareStore(spec: StoreSpec, log: Log): Store {
  switch (spec.kind) {
    case "github":
      return lazily("github", async () => (await import("./github.ts")).githubStore({ log }));
    case "local":
      return localStore({ path: spec.path, log });
  }
}

/** A store whose client is loaded by the first call: it is large, and most jobs need one of them. */
function lazily(label: string, load: () => Promise<Store>): Store {
  let loading: Promise<Store> | undefined;
  const loaded = (): Promise<Store> => {
    loading ??= load();
    return loading;
  };
  return {
    label,
    lookup: async (keys, call) => (await loaded()).lookup(keys, call),
    fetch: async (keys, into, call) => (await loaded()).fetch(keys, into, call),
    put: async (key, from, call) => (await loaded()).put(key, from, call),
  };
}

function monotonic(): number {
  return performance.now();
}
