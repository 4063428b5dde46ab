import { resolve } from "node:path";
import { scan } from "../../sccache/directory.ts";
import { userCacheBytes } from "../../sccache/environment/sccache-config.ts";
import { sumBytes } from "../../size.ts";
import { onSameDisk } from "../disk.ts";
import type { BuildPlace } from "./job-build.ts";
import type { Limits } from "./unpacking.ts";

/**
 * What limits the cache of a job, before anything is restored: the user, what lies in the directory already, and whether the
 * build's products come onto its disk. A directory that cannot be listed counts as empty: the restore itself says why.
 */
export async function limitsOf(
  { directory, env, settings }: Pick<BuildPlace, "directory" | "env" | "settings">,
  workspace: string,
): Promise<Limits> {
  const { entries } = await scan(directory).catch(() => ({ entries: [] }));
  return {
    limitBytes: userCacheBytes(env, settings.sccacheConfig),
    heldBytes: sumBytes(entries),
    holdsTarget: await holdsTarget({ directory, env }, workspace),
  };
}

/** Whether the build's products come onto the directory's disk. */
export function holdsTarget(
  { directory, env }: Pick<BuildPlace, "directory" | "env">,
  workspace: string,
): Promise<boolean> {
  return onSameDisk(directory, resolve(workspace, env["CARGO_TARGET_DIR"] || "."));
}
