import type { Config } from "../../config/config.ts";
import type { RestoreOutcome } from "../../report/report.ts";
import { type BuildEnvironment, buildEnvironment } from "../../sccache/environment/environment.ts";
import { rawLevelOf } from "../../sccache/environment/raw-level.ts";
import { freeBytes, isPlenty } from "./disk-room.ts";

/** sccache's own default for SCCACHE_CACHE_SIZE, 10 GiB. */
const leastCacheBytes = 10 * 2 ** 30;

/**
 * What sccache may fill on disk, in bytes: never so little that it evicts what was just restored, nor less than it
 * takes when nobody says anything.
 */
export function cacheSizeBytes(restoredBytes: number): number {
  return Math.max(leastCacheBytes, 4 * restoredBytes);
}

/**
 * The environment in which a build uses the restored directory. Where the disk has plenty of room, sccache is told to
 * write its entries raw: less work for it now, and for us when they are packed.
 */
export async function prepareBuild(
  { config, directory, env }: { config: Pick<Config, "wrap">; directory: string; env: NodeJS.ProcessEnv },
  sccache: { readonly path: string; readonly version: string | null },
  outcome: RestoreOutcome,
): Promise<BuildEnvironment> {
  const level = rawLevelOf(sccache.version);
  const raw = level !== undefined && isPlenty(await freeBytes(directory));
  return buildEnvironment({
    directory,
    cacheSizeBytes: cacheSizeBytes(outcome.kind === "restored" ? outcome.entryBytes : 0),
    wrap: config.wrap,
    sccachePath: sccache.path,
    ...(raw ? { compressionLevel: level } : {}),
    env,
    platform: process.platform,
  });
}
