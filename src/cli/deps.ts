import { availableParallelism } from "node:os";
import type { Config } from "../config/config.ts";
import type { Deps } from "../flow/deps.ts";
import type { JobContext } from "../flow/job/gather.ts";
import { findSccache as find } from "../sccache/install/install.ts";
import { SccacheUnavailable } from "../sccache/install/sccache-unavailable.ts";
import { openSccache } from "../sccache/server/server.ts";
import type { Catalog } from "../store/catalog.ts";
import { type OpenedStore, openStore } from "../store/open.ts";
import { type Scopes, scopesOf } from "../store/scopes.ts";
import { openZstd } from "../zstd/open.ts";
import { cacheFolder } from "./state.ts";
import { type Terminal, terminalLog } from "./terminal.ts";

/** Everything that the use cases need here. */
export function openDeps(
  terminal: Terminal,
  {
    config,
    context,
    sccachePath,
    tempDirectory,
  }: { config: Config; context: JobContext; sccachePath: string | undefined; tempDirectory: string },
): Deps {
  const { env } = terminal;
  const log = terminalLog(terminal);
  const { zstd, fallbackReason } = openZstd();
  if (fallbackReason) log.notice(`Packing will be slower: ${fallbackReason}`);
  return {
    log,
    ...openStoreOf(config, scopesOf(context), terminal),
    zstd,
    threads: config.threads ?? availableParallelism(),
    now: Date.now,
    tempDirectory,
    sccache: sccachePath === undefined ? undefined : openSccache({ path: sccachePath, env }),
  };
}

/** The listing of the configured store, where it has one. */
export function openCatalogOf(config: Config, terminal: Terminal): Catalog | undefined {
  const nobody = { own: undefined, base: undefined, defaultBranch: undefined };
  return openStoreOf(config, nobody, terminal).catalog;
}

function openStoreOf({ store }: Config, scopes: Scopes, terminal: Terminal): OpenedStore {
  const { env } = terminal;
  return openStore(store, { log: terminalLog(terminal), env, scopes, token: env["GITHUB_TOKEN"] });
}

/** The sccache of the job, or why there is none. */
export async function findSccache(
  config: Config,
  terminal: Terminal,
): Promise<{ readonly path: string } | { readonly why: string }> {
  const { platform, arch } = process;
  const machine = { platform, arch, env: terminal.env, toolsFolder: cacheFolder(terminal.env) };
  const wanted = {
    policy: config.sccache,
    version: config.sccacheVersion,
    sha256: config.sccacheSha256,
    mirror: config.sccacheMirror,
  };
  try {
    return await find(wanted, { machine, log: terminalLog(terminal) });
  } catch (error) {
    if (error instanceof SccacheUnavailable) return { why: error.message };
    throw error;
  }
}
