import { resolve } from "node:path";
import { effectiveDisk } from "../../sccache/environment/environment.ts";
import type { SccacheConfig } from "../../sccache/environment/sccache-config.ts";
import { defaultDirectory } from "../../sccache/layout.ts";

export interface DirectoryPlace {
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** sccache's own configuration, which counts where no variable does. */
  readonly sccacheConfig: SccacheConfig;
}

/**
 * Where sccache keeps its entries in this job, absolute: as the input says, else SCCACHE_DIR, else sccache's configuration
 * file, else its default. A `~` is the home directory and a relative path begins at the workspace, although sccache itself
 * knows neither: nobody means the folders that it would make of them.
 */
export function chooseDirectory(asked: string | undefined, place: DirectoryPlace): string {
  const { workspace, env, home, platform, sccacheConfig } = place;
  const configured = effectiveDisk(env, { sccacheConfig })?.directory;
  const chosen = asked ?? (env["SCCACHE_DIR"] || configured || defaultDirectory(platform, env, home));
  return resolve(workspace, chosen.replace(/^~(?=$|[\\/])/, home));
}
