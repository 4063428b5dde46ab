import { mkdtemp, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scopes } from "../../src/key/ref.ts";
import { githubStore } from "../../src/store/github/github.ts";
import { githubRepository } from "../../src/store/github/repository.ts";
import { levelled, levelsCatalog } from "../../src/store/levels.ts";
import { folderOf } from "../../src/store/local/folder.ts";
import { localStore } from "../../src/store/local/local.ts";
import { openStore } from "../../src/store/open.ts";
import { scoped, scopedCatalog, scopedKey } from "../../src/store/scopes.ts";
import { startCacheService } from "../cache-service/service.ts";
import { silent } from "../logs.ts";
import { catalogContract } from "./catalog-contract.ts";
import { memoryStore } from "./memory-store.ts";
import { damageContract, storeContract } from "./store-contract.ts";
import { withEnv } from "./with-env.ts";

const pull: Scopes = {
  own: "refs/pull/7/merge",
  base: "refs/heads/release",
  defaultBranch: "refs/heads/main",
};

const openMemory = async () => ({ store: memoryStore(), close: async () => {} });
storeContract("memory", openMemory);
catalogContract("memory", openMemory);

/** As a machine leaves it that loses power: what is known of the bundle is there, and not all of its bytes. */
const cutShort = (path: string, key: string) => truncate(join(path, folderOf(key), "bundle.tar.zst"), 100);

const openLocal = async () => {
  const path = await mkdtemp(join(tmpdir(), "local-store-"));
  return {
    store: localStore({ path }),
    damage: (key: string) => cutShort(path, key),
    close: () => rm(path, { recursive: true, force: true }),
  };
};
storeContract("local", openLocal);
damageContract("local", openLocal);
catalogContract("local", openLocal);

const openScoped = async () => {
  const { store, damage, close } = await openLocal();
  return {
    store: { ...scopedCatalog(store), ...scoped(store, pull) },
    damage: (key: string) => damage(scopedKey(pull.own, key)),
    close,
  };
};
storeContract("a store with scopes", openScoped);
damageContract("a store with scopes", openScoped);
catalogContract("a store with scopes", openScoped);

const openLevels = async () => {
  const path = await mkdtemp(join(tmpdir(), "levels-"));
  const far = memoryStore();
  const levels = [localStore({ path }), far];
  const store = {
    ...levelsCatalog(levels, { log: silent }),
    ...levelled(levels, { log: silent, isOwn: () => true }),
  };
  const damage = async (key: string) => {
    await cutShort(path, key);
    await far.remove({ key, bytes: 0, savedAtMs: 0 });
  };
  return { store, damage, close: () => rm(path, { recursive: true, force: true }) };
};
storeContract("levels", openLevels);
damageContract("levels", openLevels);
catalogContract("levels", openLevels);

const openOpened = async () => {
  const path = await mkdtemp(join(tmpdir(), "chain-"));
  const levels = [
    { kind: "local", path: join(path, "one") },
    { kind: "local", path: join(path, "two"), maxBytes: 1e9 },
  ] as const;
  const { store } = openStore({ kind: "levels", levels }, { log: silent, scopes: pull, env: process.env });
  const damage = async (key: string) => {
    for (const level of levels) await cutShort(level.path, scopedKey(pull.own, key));
  };
  return { store, damage, close: () => rm(path, { recursive: true, force: true }) };
};
storeContract("levels as they are opened", openOpened);
damageContract("levels as they are opened", openOpened);

const openGithub = async () => {
  const service = await startCacheService();
  const access = { repository: "me/mine", token: "any", env: { GITHUB_API_URL: service.url } };
  const restoreEnv = withEnv({ GITHUB_ACTIONS: undefined, ...service.env() });
  return {
    store: { ...githubRepository(access), ...githubStore({ log: silent, env: process.env }) },
    wraps: true,
    damage: async () => service.fail({ call: "blob-get", corrupt: true }),
    async close() {
      restoreEnv();
      await service.close();
    },
  };
};
storeContract("github", openGithub);
damageContract("github", openGithub);
catalogContract("github", openGithub);
