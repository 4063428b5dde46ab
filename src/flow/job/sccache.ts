import type { Log } from "../../log.ts";
import { findSccache } from "../../sccache/install/install.ts";
import { type Installed, SccacheUnavailable } from "../../sccache/install/source.ts";
import type { Job } from "./job.ts";

/** The sccache of a job, or why there is none. */
export type FoundSccache =
  | Pick<Installed, "path" | "version">
  | { readonly path: null; readonly why: string };

/** Warns before a build that has no sccache. */
export function sayNoSccache(found: FoundSccache, log: Log): void {
  if (found.path === null) log.warning(`${found.why}. Building without a cache`, "no-sccache");
}

/** Finds or installs the sccache of a job. */
export async function openSccacheOf({ config, surroundings }: Job): Promise<FoundSccache> {
  const { env, toolsFolder, log } = surroundings;
  const machine = { platform: process.platform, arch: process.arch, env, toolsFolder };
  try {
    const { path, version } = await findSccache(config, { machine, log });
    return { path, version };
  } catch (error) {
    if (!(error instanceof SccacheUnavailable)) throw error;
    return { path: null, why: error.message };
  }
}
