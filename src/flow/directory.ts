import { resolve } from "node:path";
import { defaultDirectory } from "../sccache/layout.ts";

/** Where sccache keeps its entries in this job: as the user says, else as SCCACHE_DIR says, else its own default. */
export function chooseDirectory(
  asked: string | undefined,
  {
    workspace,
    env,
    home,
    platform,
  }: {
    workspace: string;
    env: Readonly<Record<string, string | undefined>>;
    home: string;
    platform: NodeJS.Platform;
  },
): string {
  return resolve(workspace, asked ?? (env["SCCACHE_DIR"] || defaultDirectory(platform, env, home)));
}

/** sccache's own default for SCCACHE_CACHE_SIZE, 10 GiB. */
const leastCacheBytes = 10 * 2 ** 30;

/**
 * What sccache may fill on disk, in bytes: never so little that it evicts what was just restored, nor less than it
 * takes when nobody says anything.
 */
export function cacheSizeBytes(restoredBytes: number): number {
  return Math.max(leastCacheBytes, 4 * restoredBytes);
}
