import { setTimeout as sleep } from "node:timers/promises";
import type { SingleStoreSpec, StoreSpec } from "../config/config.ts";
import type { Log } from "../log.ts";
import { bareCatalog, bareRepository, bareStore } from "./bare.ts";
import type { Catalog } from "./catalog.ts";
import { type Env, processEnv } from "./environment.ts";
import type { Repository } from "./github/repository.ts";
import { type Guard, guard } from "./guard/guard.ts";
import { guardedCatalog, guardedRepository, guardedStore } from "./guard/guarded.ts";
import { proxyNotice } from "./http.ts";
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

/** The store that was asked for, with all that is wrapped around it. Nothing is contacted or loaded yet. */
export function openStore(spec: StoreSpec, deps: StoreDeps): OpenedStore {
  const { log, scopes, env = processEnv } = deps;
  const notice = proxyNotice(env, process.versions.node);
  if (notice !== undefined && spec.kind !== "local") log.notice(notice);
  if (spec.kind !== "levels") return openOne(spec, deps);
  const levels = spec.levels.map((level) => openOne(level, deps));
  const catalogs = levels.map(({ catalog }) => catalog);
  return {
    store: levelled(
      levels.map(({ store }) => store),
      { log, isOwn: isOwn(scopes) },
    ),
    catalog: catalogs.every((one) => one === undefined) ? undefined : levelsCatalog(catalogs, { log }),
    repository: repositoryInLevels(levels.map(({ repository }) => repository)),
  };
}

/** A single store: guarded, and each ref apart. GitHub keeps them apart itself. */
function openOne(spec: SingleStoreSpec, deps: StoreDeps): OpenedStore {
  const { log, scopes, env = processEnv, token } = deps;
  const bare = bareStore(spec, { log, env });
  const run = guardOf(spec.kind === "github" ? "GitHub's cache" : bare.label, spec.kind === "local", deps);
  const store = guardedStore(bare, run);
  if (spec.kind !== "github") {
    const catalog = bareCatalog(spec, { log, env });
    return {
      store: scoped(store, scopes),
      catalog: catalog && scopedCatalog(guardedCatalog(catalog, run)),
      repository: undefined,
    };
  }
  const rest = bareRepository({ env, token });
  // Another service than the cache's, so it has a guard of its own.
  const restRun = guardOf("GitHub's REST interface", false, deps);
  return {
    store,
    catalog: rest && guardedCatalog(rest, restRun),
    repository: rest && guardedRepository(rest, restRun),
  };
}

function guardOf(
  label: string,
  isLocal: boolean,
  { log, clock = () => performance.now() }: StoreDeps,
): Guard {
  // A folder opens no requests: it tells when a copy grows.
  const patience = isLocal ? { quietMs: 9_000 } : {};
  return guard({ label, log, sleep, clock, random: Math.random, patience });
}

/** Whether a bundle of `ref` is of the scope that the job writes; GitHub's client does not tell whose it found. */
function isOwn(scopes: Scopes): (ref: string | undefined) => boolean {
  const isOnly = readableRefs(scopes).length === 1;
  return (ref) => (ref === undefined ? isOnly : ref === scopes.own);
}
