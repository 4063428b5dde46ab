import { setTimeout as sleep } from "node:timers/promises";
import type { SingleStoreSpec, StoreSpec } from "../config/store-spec.ts";
import type { Log } from "../log.ts";
import { bareCatalog, bareStore } from "./bare.ts";
import type { Catalog } from "./catalog.ts";
import { type Env, processEnv } from "./environment.ts";
import { breaking } from "./guard/breaker.ts";
import { limited } from "./guard/limit.ts";
import { type ObservedStore, observed } from "./guard/observe.ts";
import { retrying, retryingCatalog } from "./guard/retry.ts";
import { levelled } from "./levels/levels.ts";
import { levelsCatalog } from "./levels/levels-catalog.ts";
import type { Store } from "./store.ts";

export interface StoreDeps {
  readonly log: Log;
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
  /** Where credentials are; the environment of this process unless told otherwise. */
  readonly env?: Env;
}

/** A level that says nothing for ten seconds is passed over; a store that is alone may take its time. */
const levelMs = 10_000;
const lookupMs = 60_000;
const transferMs = 900_000;

/** The store that was asked for, with all that is wrapped around it. Nothing is contacted or loaded yet. */
export function openStore(spec: StoreSpec, deps: StoreDeps): ObservedStore {
  const { log, clock = monotonic } = deps;
  const store =
    spec.kind === "levels"
      ? levelled(
          spec.levels.map((level) =>
            patient(level, deps, { lookupMs: levelMs, totalMs: levelMs, ...stallOf(level) }),
          ),
          { log },
        )
      : patient(spec, deps, { lookupMs, totalMs: lookupMs });
  return observed(store, clock);
}

/** The chain around each single store: tried again, within its time, and left alone when it stays down. */
function patient(
  spec: SingleStoreSpec,
  { log, clock = monotonic, env = processEnv }: StoreDeps,
  times: { readonly lookupMs: number; readonly totalMs: number; readonly stallMs?: number },
): Store {
  const bare = bareStore(spec, { log, env });
  const again = retrying(bare, { log, sleep, clock, random: Math.random, totalMs: times.totalMs });
  return breaking(limited(again, { ...times, transferMs }), { clock });
}

/** GitHub's client and a copy of a file do not tell how far they are. */
function stallOf({ kind }: SingleStoreSpec): { readonly stallMs?: number } {
  return kind === "github" || kind === "local" ? {} : { stallMs: levelMs };
}

/**
 * The catalog of the store that was asked for, over all levels that have one; undefined when none has: GitHub's
 * is listed through its REST interface (see src/github), and Vercel's API lists nothing. Nothing is contacted or
 * loaded yet.
 */
export function openCatalog(
  spec: StoreSpec,
  { log, clock = monotonic, env = processEnv }: StoreDeps,
): Catalog | undefined {
  const specs = spec.kind === "levels" ? spec.levels : [spec];
  const catalogs = specs.flatMap((one) => bareCatalog(one, { log, env }) ?? []);
  const again = catalogs.map((one) => retryingCatalog(one, { log, sleep, clock, random: Math.random }));
  return again.length > 1 ? levelsCatalog(again) : again[0];
}

function monotonic(): number {
  return performance.now();
}
