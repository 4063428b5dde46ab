import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { githubStore } from "../../src/store/github.ts";
import { localStore } from "../../src/store/local.ts";
import { memoryStore } from "../../src/store/memory.ts";
import { startCacheService } from "../cache-service/service.ts";
import { catalogContract } from "./catalog-contract.ts";
import { silent } from "./logs.ts";
import { storeContract } from "./store-contract.ts";
import { withEnv } from "./with-env.ts";

const openMemory = async () => ({ store: memoryStore(), close: async () => {} });
storeContract("memory", openMemory);
catalogContract("memory", openMemory);

const openLocal = async () => {
  const path = await mkdtemp(join(tmpdir(), "local-store-"));
  return { store: localStore({ path }), close: () => rm(path, { recursive: true, force: true }) };
};
storeContract("local", openLocal);
catalogContract("local", openLocal);

storeContract("github", async () => {
  const service = await startCacheService();
  const restoreEnv = withEnv({ GITHUB_ACTIONS: undefined, ...service.env() });
  return {
    store: githubStore({ log: silent }),
    async close() {
      restoreEnv();
      await service.close();
    },
  };
});
