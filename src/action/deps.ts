import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type * as Core from "@actions/core";
import type { Config } from "../config/config.ts";
import type { Deps } from "../flow/deps.ts";
import { repositoryCaches } from "../github/caches.ts";
import { githubCatalog } from "../github/catalog.ts";
import { openSccache } from "../sccache/server.ts";
import { openStore } from "../store/open.ts";
import { openZstd } from "../zstd/open.ts";
import type { Env } from "./env.ts";
import { actionLog } from "./log.ts";

/** Everything that the use cases need on a runner. `sccachePath` undefined means that there is no sccache. */
export function openDeps(
  core: typeof Core,
  {
    config,
    env,
    sccachePath,
    tempDirectory,
  }: {
    config: Config;
    env: Env;
    sccachePath: string | undefined;
    tempDirectory: string;
  },
): Deps {
  const log = actionLog(core);
  const { zstd, fallbackReason } = openZstd();
  if (fallbackReason) log.notice(`Packing will be slower: ${fallbackReason}`);
  return {
    log,
    store: openStore(config.store, { log }),
    zstd,
    ...openCatalog(core, config, env),
    threads: config.threads ?? availableParallelism(),
    now: Date.now,
    tempDirectory,
    sccache: sccachePath === undefined ? undefined : openSccache({ path: sccachePath, env }),
  };
}

/** The token stays here: it is in no value that is logged or handed on. */
function openCatalog(
  core: Pick<typeof Core, "getInput">,
  { store }: Config,
  env: Env,
): Pick<Deps, "catalog" | "repository"> {
  const token = core.getInput("token");
  const repository = env["GITHUB_REPOSITORY"];
  if (store.kind !== "github" || token === "" || !repository)
    return { catalog: undefined, repository: undefined };
  const apiUrl = env["GITHUB_API_URL"] || "https://api.github.com";
  const caches = repositoryCaches({ apiUrl, repository, token, sleep: (ms) => sleep(ms) });
  return { catalog: githubCatalog(caches), repository: caches };
}
