import { placeOf, type Statistics } from "../../sccache/server/statistics.ts";
import type { Reason } from "./classify.ts";

/** What keeps a whole build from hitting, whatever it compiled; undefined when nothing of the kind is known. */
export function wholeBuildCause({
  statistics,
  directory,
}: {
  readonly statistics: Statistics | undefined;
  readonly directory: string;
}): Reason | undefined {
  if (!statistics) {
    return {
      class: "server-died",
      detail: "sccache's server had ended before it was asked for its statistics",
      remedy:
        "Do not stop it during the build (sccache --stop-server), and look for a crash or lack of memory in the job's log.",
    };
  }
  if (statistics.compileRequests === 0 && statistics.hits.total + statistics.misses.total === 0) {
    return {
      class: "never-called",
      detail: "sccache was never called",
      remedy:
        "Check that RUSTC_WRAPPER is set where cargo runs, that .cargo/config.toml does not override it, and for C or " +
        "C++ set wrap: cmake. If everything was up to date, there is nothing to do.",
    };
  }
  const place = placeOf(statistics);
  // Several levels are fine: sccache does not say of them where the disk is.
  if (place.kind === "unknown" || place.kind === "levels") return undefined;
  const used = place.kind === "directory" ? place.path : undefined;
  if (used === directory) return undefined;
  return {
    class: "other-place",
    detail:
      used === undefined
        ? `sccache kept its entries elsewhere: ${statistics.cacheLocation}`
        : `sccache used another directory: ${used}, not ${directory}`,
    remedy:
      used === undefined
        ? "Unset the variables of sccache's other backends (SCCACHE_GHA_ENABLED, SCCACHE_BUCKET, SCCACHE_REDIS, …)."
        : "Do not set SCCACHE_DIR after the restore step, and start no other sccache server.",
  };
}
