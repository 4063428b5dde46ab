import { availableParallelism } from "node:os";
import type * as Core from "@actions/core";
import type { Config } from "../config/config.ts";
import type { Deps } from "../flow/deps.ts";
import { openSccache } from "../sccache/server/server.ts";
import { openStore } from "../store/open.ts";
import { scopesOf } from "../store/scopes.ts";
import { openZstd } from "../zstd/open.ts";
import { readContext } from "./context.ts";
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
    ...openStore(config.store, {
      log,
      env,
      token: core.getInput("token"),
      scopes: scopesOf(readContext(core.getInput, env)),
    }),
    zstd,
    threads: config.threads ?? availableParallelism(),
    now: Date.now,
    tempDirectory,
    sccache: sccachePath === undefined ? undefined : openSccache({ path: sccachePath, env }),
  };
}
