import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Core from "@actions/core";
import type { Config } from "../config/config.ts";
import { findSccache as find } from "../sccache/install/install.ts";
import { SccacheUnavailable } from "../sccache/install/sccache-unavailable.ts";
import type { Env } from "./env.ts";
import { actionLog } from "./log.ts";

/**
 * Path of the sccache that the job uses, installed where it must be, or undefined when none can be had: that is one
 * warning, and the build goes on without, unless `strict` is set.
 */
export async function findSccache(
  core: Pick<typeof Core, "debug" | "info" | "notice" | "warning" | "setFailed">,
  config: Config,
  env: Env,
): Promise<string | undefined> {
  const toolsFolder = join(env["RUNNER_TOOL_CACHE"] || tmpdir(), "sccache-bundle");
  const { platform, arch } = process;
  const log = actionLog(core);
  const wanted = {
    policy: config.sccache,
    version: config.sccacheVersion,
    sha256: config.sccacheSha256,
    mirror: config.sccacheMirror,
  };
  try {
    return (await find(wanted, { machine: { platform, arch, env, toolsFolder }, log })).path;
  } catch (error) {
    if (!(error instanceof SccacheUnavailable)) throw error;
    if (config.strict) core.setFailed(`${error.message} (strict is true)`);
    else log.warning(`${error.message}. The build goes on without a cache.`);
    return undefined;
  }
}
