import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import type { Env } from "../config/config.ts";
import { type SingleStoreSpec, type StoreSpec, storeLabel } from "../config/parse-store.ts";
import { readableRefs, type Scopes } from "../key/ref.ts";
import type { Log } from "../log.ts";
import type { Repository } from "./github/repository.ts";
import { type Guard, guard, type Patience } from "./guard.ts";
import { levelled, levelsCatalog, repositoryInLevels } from "./levels.ts";
import { localStore } from "./local/local.ts";
import { proxyNotice } from "./proxies.ts";
import { scoped, scopedCatalog } from "./scopes.ts";
import { type Catalog, type Fetched, plainTraits, type Store } from "./store.ts";

interface StoreDeps {
  readonly log: Log;
  /** The refs that may be read and written. GitHub's service knows them by itself. */
  readonly scopes: Scopes;
  /** Where credentials are looked for: never in the name of a store. */
  readonly env: Env;
  /** For listing and deleting in GitHub's cache. It is in no value that is logged or handed on. */
  readonly token?: string | undefined;
  /** How long the store is waited for, where that is not as in a job. */
  readonly patience?: Partial<Patience>;
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
  const { log, scopes, env } = deps;
  const notice = proxyNotice(env, process.versions.node);
  if (notice !== undefined && spec.kind !== "local") log.notice(notice);
  if (spec.kind !== "levels") return openOne(spec, deps);
  const levels = spec.levels.map((level) => openOne(level, deps));
  const catalogs = levels.map(({ catalog }) => catalog);
  return {
    store: levelled(
      levels.map(({ store }) => store),
      { log, isOwn: ownedBy(scopes) },
    ),
    catalog: catalogs.every((one) => one === undefined) ? undefined : levelsCatalog(catalogs, { log }),
    repository: repositoryInLevels(levels.map(({ repository }) => repository)),
  };
}

/** A single store: guarded, and each ref apart. GitHub keeps them apart itself. */
function openOne(spec: SingleStoreSpec, deps: StoreDeps): OpenedStore {
  const { log, scopes, env } = deps;
  if (spec.kind === "github") return openGithub(deps);
  const maxBytes = spec.kind === "local" ? spec.maxBytes : undefined;
  const about = { label: storeLabel(spec), traits: { ...plainTraits, maxBytes } };
  const load = once(clientOf(spec, { log, env }));
  // A folder opens no requests: it tells when a copy grows.
  const patience = { ...(spec.kind === "local" && { quietMs: 9_000 }), ...deps.patience };
  const run = guard({ label: about.label, log, patience });
  return {
    store: scoped(guardedStore(about, load, run), scopes),
    catalog: scopedCatalog(guardedCatalog(about, load, run)),
    repository: undefined,
  };
}

/** GitHub's cache; with its catalog and the repository as a whole where there is a token, and a repository. */
function openGithub(deps: StoreDeps): OpenedStore {
  const { log, env, token, patience = {} } = deps;
  const load = once(async () => (await import("./github/github.ts")).githubStore({ log, env }));
  const about = { label: "github", traits: plainTraits };
  const store = guardedStore(about, load, guard({ label: "GitHub's cache", log, patience }));
  const repository = env["GITHUB_REPOSITORY"];
  if (!token || !repository) return { store, catalog: undefined, repository: undefined };
  const access = { repository, token, env };
  const loadRest = once(async () => (await import("./github/repository.ts")).githubRepository(access));
  // Another service than the cache's, so it has a guard of its own.
  const run = guard({ label: "GitHub's REST API", log, patience });
  return {
    store,
    catalog: guardedCatalog(about, loadRest, run),
    repository: guardedRepository(loadRest, run),
  };
}

/** Whether a bundle of `ref` is of the scope that the job writes; GitHub's client does not tell whose it found. */
function ownedBy(scopes: Scopes): (ref: string | undefined) => boolean {
  const isOnly = readableRefs(scopes).length === 1;
  return (ref) => (ref === undefined ? isOnly : ref === scopes.own);
}

/** What makes the store itself, and loads its client first: clients are large, and most jobs need one of them. */
function clientOf(
  spec: Exclude<SingleStoreSpec, { readonly kind: "github" }>,
  { log, env }: { readonly log: Log; readonly env: Env },
): () => Promise<Store & Catalog> {
  switch (spec.kind) {
    case "local": {
      const store = localStore({ ...spec, log }); // now, since its path is relative to the working directory of now
      return async () => store;
    }
    case "s3":
      return async () => (await import("./objects/s3.ts")).s3Store(spec, { env });
    case "azure":
      return async () => (await import("./objects/azure.ts")).azureStore(spec, { env });
    case "vercel":
      return async () => (await import("./vercel/vercel.ts")).vercelStore(spec, { env });
  }
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}

/** The store that `load` brings, each call of which is run by the guard. Nothing is loaded before the first call. */
export function guardedStore(
  { label, traits }: Pick<Store, "label" | "traits">,
  load: () => Promise<Pick<Store, "lookup" | "fetch" | "put">>,
  guard: Guard,
): Store {
  return {
    label,
    traits,
    lookup: (keys, outer) => guard("question", async (call) => (await load()).lookup(keys, call), outer),
    async fetch(keys, into, outer) {
      try {
        return await guard(
          "transfer",
          (call) => toOwnFile(into, call.signal, async (own) => (await load()).fetch(keys, own, call)),
          outer,
        );
      } catch (error) {
        // What a guard finds wrong with a fetch that ended well.
        await rm(into, { force: true });
        throw error;
      }
    },
    put: (key, from, outer) => guard("transfer", async (call) => (await load()).put(key, from, call), outer),
  };
}

/** The catalog that `load` brings, likewise. */
export function guardedCatalog(
  { label }: Pick<Catalog, "label">,
  load: () => Promise<Pick<Catalog, "list" | "remove">>,
  guard: Guard,
): Catalog {
  return {
    label,
    list: (prefix, outer) =>
      guard("question", async (call) => (await load()).list(prefix, { ...outer, ...call }), outer),
    remove: (bundle, outer) => guard("question", async (call) => (await load()).remove(bundle, call), outer),
  };
}

/** The repository that `load` brings, likewise. */
export function guardedRepository(load: () => Promise<Repository>, guard: Guard): Repository {
  return {
    survey: () => guard("question", async () => (await load()).survey()),
    usage: () => guard("question", async () => (await load()).usage()),
    leastRecent: () => guard("question", async () => (await load()).leastRecent()),
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
