import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { githubStore } from "../../src/store/github/github.ts";
import { githubRepository } from "../../src/store/github/repository.ts";
import { levelled, levelsCatalog } from "../../src/store/levels.ts";
import { localStore } from "../../src/store/local/local.ts";
import { openStore } from "../../src/store/open.ts";
import { type Scopes, scoped, scopedCatalog } from "../../src/store/scopes.ts";
import { startCacheService } from "../cache-service/service.ts";
import { catalogContract } from "./catalog-contract.ts";
import { silent } from "./logs.ts";
import { memoryStore } from "./memory-store.ts";
import { storeContract } from "./store-contract.ts";
import { withEnv } from "./with-env.ts";

const pull: Scopes = {
  own: "refs/pull/7/merge",
  base: "refs/heads/release",
  defaultBranch: "refs/heads/main",
};

const openMemory = async () => ({ store: memoryStore(), close: async () => {} });
storeContract("memory", openMemory);
catalogContract("memory", openMemory);

const openLocal = async () => {
  const path = await mkdtemp(join(tmpdir(), "local-store-"));
  return { store: localStore({ path }), close: () => rm(path, { recursive: true, force: true }) };
};
storeContract("local", openLocal);
catalogContract("local", openLocal);

const openScoped = async () => {
  const { store, close } = await openLocal();
  return { store: { ...scopedCatalog(store), ...scoped(store, pull) }, close };
};
storeContract("a store with scopes", openScoped);
catalogContract("a store with scopes", openScoped);

const openLevels = async () => {
  const path = await mkdtemp(join(tmpdir(), "levels-"));
  const levels = [localStore({ path }), memoryStore()];
  const store = { ...levelsCatalog(levels, { log: silent }), ...levelled(levels, { log: silent }) };
  return { store, close: () => rm(path, { recursive: true, force: true }) };
};
storeContract("levels", openLevels);
catalogContract("levels", openLevels);

storeContract("levels as they are opened", async () => {
  const path = await mkdtemp(join(tmpdir(), "chain-"));
  const levels = [
    { kind: "local", path: join(path, "one") },
    { kind: "local", path: join(path, "two"), maxBytes: 1e9 },
  ] as const;
  const { store } = openStore({ kind: "levels", levels }, { log: silent, scopes: pull });
  return { store, close: () => rm(path, { recursive: true, force: true }) };
});

const openGithub = async () => {
  const service = await startCacheService();
  const access = { repository: "me/mine", token: "any", env: { GITHUB_API_URL: service.url } };
  const restoreEnv = withEnv({ GITHUB_ACTIONS: undefined, ...service.env() });
  return {
    store: { ...githubRepository(access), ...githubStore({ log: silent }) },
    wraps: true,
    async close() {
      restoreEnv();
      await service.close();
    },
  };
};
storeContract("github", openGithub);
catalogContract("github", openGithub);
