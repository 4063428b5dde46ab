import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { SingleStoreSpec } from "../../../src/config/parse-store.ts";
import { type OpenedStore, openStore } from "../../../src/store/open.ts";
import { startCacheService } from "../../cache-service/service.ts";
import { withEnv } from "../../contract/with-env.ts";
import { silent } from "../../logs.ts";
import { startAzurite } from "../../stores/azurite.ts";
import { motoEnv, startMoto } from "../../stores/moto.ts";
import { startTurbo, turboEnv } from "../../stores/turbo.ts";

/** An empty store of a kind, with a real server behind it. */
export interface Place {
  /** The store as a job opens it, with all that is wrapped around its client. */
  open(): OpenedStore;
  close(): Promise<void>;
}

/** What all jobs build. */
export const ref = "refs/heads/main";
const scopes = { own: ref, base: undefined, defaultBranch: ref };

/** The store of a spec, opened anew for every job: each has a guard of its own, as in a process of its own. */
function placeOf(
  spec: SingleStoreSpec,
  { env = {}, token, close = async () => {} }: { env?: Env; token?: string; close?: () => Promise<void> },
): Place {
  return { open: () => openStore(spec, { log: silent, scopes, env, token }), close };
}

type Env = Readonly<Record<string, string | undefined>>;

/** Every kind of store, by name. `folder` is for what it keeps. */
export const places: Readonly<Record<string, (folder: string) => Promise<Place>>> = {
  local: async (folder) => placeOf({ kind: "local", path: join(folder, "store") }, {}),
  async github() {
    const service = await startCacheService();
    const env = { GITHUB_REPOSITORY: "me/mine", GITHUB_ACTIONS: undefined, ...service.env({ ref }) };
    // The client reads its settings from the environment of the process.
    const restoreEnv = withEnv(env);
    const close = async () => {
      restoreEnv();
      await service.close();
    };
    return placeOf({ kind: "github" }, { env, token: "any", close });
  },
  async s3() {
    const moto = await startMoto();
    const restoreEnv = withEnv(motoEnv);
    const close = async () => {
      restoreEnv();
      await moto.close();
    };
    const bucket = await moto.bucket();
    const spec = { kind: "s3", bucket, prefix: "", endpoint: moto.url, pathStyle: true } as const;
    return placeOf(spec, { env: motoEnv, close });
  },
  async azure() {
    const azurite = await startAzurite();
    const env = { AZURE_STORAGE_CONNECTION_STRING: azurite.connection() };
    const container = await azurite.container();
    return placeOf({ kind: "azure", container, prefix: "" }, { env, close: () => azurite.close() });
  },
  async vercel() {
    const turbo = await startTurbo();
    const spec = { kind: "vercel", address: turbo.url, prefix: randomUUID().slice(0, 8) } as const;
    return placeOf(spec, { env: turboEnv, close: () => turbo.close() });
  },
};
