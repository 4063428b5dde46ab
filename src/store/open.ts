import { setTimeout as sleep } from "node:timers/promises";
import type { StoreSpec } from "../config/store-spec.ts";
import type { Log } from "../log.ts";
import { localStore } from "./local.ts";
import { type ObservedStore, observed } from "./observe.ts";
import { retrying } from "./retry.ts";
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

function bareStore(spec: StoreSpec, log: Log): Store {
  switch (spec.kind) {
    case "github":
      return lazily("github", async () => (await import("./github.ts")).githubStore({ log }));
    case "local":
      return localStore({ path: spec.path });
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
    lookup: async (keys) => (await loaded()).lookup(keys),
    fetch: async (keys, into) => (await loaded()).fetch(keys, into),
    put: async (key, from) => (await loaded()).put(key, from),
  };
}

function monotonic(): number {
  return performance.now();
}
