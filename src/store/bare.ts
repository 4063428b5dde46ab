import type { SingleStoreSpec } from "../config/config.ts";
import type { Log } from "../log.ts";
import type { Catalog } from "./catalog.ts";
import type { Env } from "./environment.ts";
import type { Repository } from "./github/repository.ts";
import { azureLabel, s3Label, vercelLabel } from "./label.ts";
import { localStore } from "./local/local.ts";
import { plainTraits, type Store } from "./store.ts";

export interface BareDeps {
  readonly log: Log;
  readonly env: Env;
}

/** The store itself. Its client is loaded by the first call: clients are large, and most jobs need one of them. */
export function bareStore(spec: SingleStoreSpec, { log, env }: BareDeps): Store {
  switch (spec.kind) {
    case "github":
      return lazyStore("github", async () => (await import("./github/github.ts")).githubStore({ log }));
    case "local":
      return localStore({ ...spec, log });
    case "s3":
      return lazyStore(s3Label(spec), async () =>
        (await import("./objects/s3/s3.ts")).s3Store(spec, { env }),
      );
    case "azure":
      return lazyStore(azureLabel(spec), async () =>
        (await import("./objects/azure/azure.ts")).azureStore(spec, { env }),
      );
    case "vercel":
      return lazyStore(vercelLabel(spec), async () =>
        (await import("./vercel/vercel.ts")).vercelStore(spec, { env }),
      );
  }
}

/** GitHub's catalog and the repository as a whole; undefined where there is no token, or no repository. */
export function bareRepository({
  env,
  token,
}: {
  readonly env: Env;
  readonly token: string | undefined;
}): (Catalog & Repository) | undefined {
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

/** The catalog of the same store, where it has one; GitHub's has another service (see bareRepository). */
export function bareCatalog(spec: SingleStoreSpec, { log, env }: BareDeps): Catalog | undefined {
  switch (spec.kind) {
    case "github":
    case "vercel":
      return undefined;
    case "local":
      return localStore({ ...spec, log });
    case "s3":
      return lazyCatalog(s3Label(spec), { tellsReads: false }, async () =>
        (await import("./objects/s3/s3.ts")).s3Store(spec, { env }),
      );
    case "azure":
      return lazyCatalog(azureLabel(spec), { tellsReads: false }, async () =>
        (await import("./objects/azure/azure.ts")).azureStore(spec, { env }),
      );
  }
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
