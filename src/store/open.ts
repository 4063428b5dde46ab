import { setTimeout as sleep } from "node:timers/promises";
import type { SingleStoreSpec, StoreSpec } from "../config/config.ts";
import { labelOf } from "../config/parse-store.ts";
import type { Log } from "../log.ts";
import type { Repository } from "./github/repository.ts";
import { type Guard, guard, guardedCatalog, guardedRepository, guardedStore } from "./guard.ts";
import { proxyNotice } from "./http.ts";
import { levelled, levelsCatalog, repositoryInLevels } from "./levels.ts";
import { localStore } from "./local/local.ts";
import { readableRefs, type Scopes, scoped, scopedCatalog } from "./scopes.ts";
import { type Catalog, type Env, plainTraits, processEnv, type Store } from "./store.ts";

interface StoreDeps {
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
  /** Undefined where nothing can be listed: at GitHub without a token. Of levels, all that can. */
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
  const bare = openBare(spec, { log, env });
  const label = spec.kind === "github" ? "GitHub's cache" : bare.store.label;
  const run = guardOf(label, spec.kind === "local", deps);
  const store = guardedStore(bare.store, run);
  if (spec.kind !== "github") {
    const catalog = bare.catalog && scopedCatalog(guardedCatalog(bare.catalog, run));
    return { store: scoped(store, scopes), catalog, repository: undefined };
  }
  const rest = openRepository(env, token);
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

/**
 * The store itself, and its catalog where the same service has one. Their client is loaded by the first call: clients are
 * large, and most jobs need one of them.
 */
function openBare(
  spec: SingleStoreSpec,
  { log, env }: { readonly log: Log; readonly env: Env },
): { readonly store: Store; readonly catalog?: Catalog } {
  const label = labelOf(spec);
  const withCatalog = (load: () => Promise<Store & Catalog>) => {
    const loaded = once(load);
    return { store: lazyStore(label, loaded), catalog: lazyCatalog(label, { tellsReads: false }, loaded) };
  };
  switch (spec.kind) {
    case "github":
      return {
        store: lazyStore(label, async () => (await import("./github/github.ts")).githubStore({ log })),
      };
    case "local": {
      const store = localStore({ ...spec, log });
      return { store, catalog: store };
    }
    case "s3":
      return withCatalog(async () => (await import("./objects/s3.ts")).s3Store(spec, { env }));
    case "azure":
      return withCatalog(async () => (await import("./objects/azure.ts")).azureStore(spec, { env }));
    case "vercel":
      return withCatalog(async () => (await import("./vercel/vercel.ts")).vercelStore(spec, { env }));
  }
}

/** GitHub's catalog and the repository as a whole; undefined where there is no token, or no repository. */
function openRepository(env: Env, token: string | undefined): (Catalog & Repository) | undefined {
  const repository = env["GITHUB_REPOSITORY"];
  if (!token || !repository) return undefined;
  const apiUrl = env["GITHUB_API_URL"] || "https://api.github.com";
  const access = { apiUrl, repository, token, env };
  const loaded = once(async () => (await import("./github/repository.ts")).githubRepository(access));
  return {
    ...lazyCatalog("github", { tellsReads: true }, loaded),
    survey: async () => (await loaded()).survey(),
    usage: async () => (await loaded()).usage(),
    leastRecent: async () => (await loaded()).leastRecent(),
  };
}

function lazyStore(label: string, load: () => Promise<Store>): Store {
  const loaded = once(load);
  return {
    label,
    traits: plainTraits,
    lookup: async (keys, call) => (await loaded()).lookup(keys, call),
    fetch: async (keys, into, call) => (await loaded()).fetch(keys, into, call),
    put: async (key, from, call) => (await loaded()).put(key, from, call),
  };
}

function lazyCatalog(
  label: string,
  { tellsReads }: Pick<Catalog, "tellsReads">,
  load: () => Promise<Catalog>,
): Catalog {
  const loaded = once(load);
  return {
    label,
    tellsReads,
    list: async (prefix, options) => (await loaded()).list(prefix, options),
    remove: async (bundle, options) => (await loaded()).remove(bundle, options),
  };
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}
