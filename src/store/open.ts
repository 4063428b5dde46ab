import { setTimeout as sleep } from "node:timers/promises";
import type { SingleStoreSpec, StoreSpec } from "../config/store-spec.ts";
import type { Log } from "../log.ts";
import { bareCatalog, bareRepository, bareStore } from "./bare.ts";
import type { Catalog } from "./catalog.ts";
import { type Env, processEnv } from "./environment.ts";
import type { Repository } from "./github/repository.ts";
import { breaking } from "./guard/breaker.ts";
import { limited } from "./guard/limit.ts";
import { retrying, retryingCatalog } from "./guard/retry.ts";
import { levelled } from "./levels/levels.ts";
import { levelsCatalog, repositoryInLevels } from "./levels/levels-catalog.ts";
import { readableRefs, type Scopes, scoped, scopedCatalog } from "./scopes.ts";
import type { Store } from "./store.ts";

export interface StoreDeps {
  readonly log: Log;
  /** The refs that may be read and written. GitHub's service knows them by itself. */
  readonly scopes: Scopes;
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
  /** Where credentials are; the environment of this process unless told otherwise. */
  readonly env?: Env;
  /** For listing and deleting in GitHub's cache. It is in no value that is logged or handed on. */
  readonly token?: string | undefined;
}

/** A store, and what can be listed of it. */
export interface OpenedStore {
  readonly store: Store;
  /** Undefined where nothing can be listed: at Vercel, and at GitHub without a token. Of levels, all that can. */
  readonly catalog: Catalog | undefined;
  /** The repository's cache as a whole, where GitHub is the store, or one of its levels, and there is a token. */
  readonly repository: Repository | undefined;
}

/** A level that says nothing for ten seconds is passed over; a store that is alone may take its time. */
const levelMs = 10_000;
const lookupMs = 60_000;
const transferMs = 900_000;

/** The store that was asked for, with all that is wrapped around it. Nothing is contacted or loaded yet. */
export function openStore(spec: StoreSpec, deps: StoreDeps): OpenedStore {
  if (spec.kind !== "levels") {
    return {
      store: patient(spec, deps, { lookupMs, totalMs: lookupMs }),
      catalog: catalogOf(spec, deps),
      repository: repositoryOf(spec, deps),
    };
  }
  const { log, scopes } = deps;
  const stores = spec.levels.map((level) =>
    patient(level, deps, { lookupMs: levelMs, totalMs: levelMs, ...stallOf(level) }),
  );
  const catalogs = spec.levels.map((level) => catalogOf(level, deps));
  const repositories = spec.levels.map((level) => repositoryOf(level, deps));
  const some = catalogs.filter((catalog) => catalog !== undefined);
  return {
    store: levelled(stores, { log, isOwn: isOwn(scopes) }),
    catalog: some.length === 0 ? undefined : levelsCatalog(catalogs, { log }),
    repository: repositoryInLevels(repositories),
  };
}

/** Whether a bundle of `ref` is of the scope that the job writes; GitHub's client does not tell whose it found. */
function isOwn(scopes: Scopes): (ref: string | undefined) => boolean {
  const isOnly = readableRefs(scopes).length === 1;
  return (ref) => (ref === undefined ? isOnly : ref === scopes.own);
}

/** The chain around each single store: tried again, within its time, left alone when it stays down, and each ref apart. */
function patient(
  spec: SingleStoreSpec,
  { log, scopes, clock = monotonic, env = processEnv }: StoreDeps,
  times: { readonly lookupMs: number; readonly totalMs: number; readonly stallMs?: number },
): Store {
  const bare = bareStore(spec, { log, env });
  const again = retrying(bare, { log, sleep, clock, random: Math.random, totalMs: times.totalMs });
  const store = breaking(limited(again, { ...times, transferMs }), { clock });
  return spec.kind === "github" ? store : scoped(store, scopes);
}

/** GitHub's client and a copy of a file do not tell how far they are. */
function stallOf({ kind }: SingleStoreSpec): { readonly stallMs?: number } {
  return kind === "github" || kind === "local" ? {} : { stallMs: levelMs };
}

function catalogOf(spec: SingleStoreSpec, deps: StoreDeps): Catalog | undefined {
  const { log, clock = monotonic, env = processEnv, token } = deps;
  const bare = bareCatalog(spec, { log, env, token });
  if (bare === undefined || spec.kind === "github") return bare;
  return scopedCatalog(retryingCatalog(bare, { log, sleep, clock, random: Math.random }));
}

function repositoryOf(spec: SingleStoreSpec, { env = processEnv, token }: StoreDeps): Repository | undefined {
  return spec.kind === "github" ? bareRepository({ env, token }) : undefined;
}

function monotonic(): number {
  return performance.now();
}
