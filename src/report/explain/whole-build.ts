import { samePlace } from "../../sccache/same-place.ts";
import { placeOf, type Statistics } from "../../sccache/server/statistics.ts";
import { callsOf, mostCalls, notCacheableOf, nothingLookedUp } from "../call-counts.ts";
import type { Cause } from "../report.ts";
import { explainNotCacheable } from "./not-cacheable.ts";
import { type Reason, reason } from "./reason.ts";

interface BuildWide {
  /** Undefined when the job's server did not answer. */
  readonly statistics: Statistics | undefined;
  /** sccache's directory, as the build was to use it. */
  readonly directory: string;
}

/** What keeps a whole build from hitting, whatever it compiled; undefined when nothing of the kind is known. */
export function wholeBuildCause({ statistics, directory }: BuildWide): Reason | undefined {
  if (!statistics) {
    return reason(
      "server-died",
      "sccache's server had ended before it was asked for its statistics",
      "Do not stop it during the build (sccache --stop-server), and look for a crash or lack of memory in the job's log.",
    );
  }
  if (statistics.compileRequests === 0 && statistics.hits.total + statistics.misses.total === 0) {
    return reason(
      "never-called",
      "sccache was never called",
      "Check that RUSTC_WRAPPER is set where cargo runs, that .cargo/config.toml does not override it, and for C or " +
        "C++ set wrap: cmake. If everything was up to date, there is nothing to do.",
    );
  }
  const place = placeOf(statistics);
  switch (place.kind) {
    case "unknown":
    case "levels": // fine: sccache does not say of them where the disk is
      return undefined;
    case "elsewhere":
      return reason(
        "other-place",
        `sccache kept its entries elsewhere: ${statistics.cacheLocation}`,
        "Unset the variables of sccache's other backends (SCCACHE_GHA_ENABLED, SCCACHE_BUCKET, SCCACHE_REDIS, …).",
      );
    case "directory":
      if (samePlace(place.path, directory)) return undefined;
      return reason(
        "other-place",
        `sccache used another directory: ${place.path}, not ${directory}`,
        "Do not set SCCACHE_DIR after the restore step, and start no other sccache server.",
      );
  }
}

/** Why calls were not looked up: nothing was for another reason, and those that are not cacheable. */
export function causesOfCalls(statistics: Statistics | undefined): Cause[] {
  return statistics ? [...notLookedUp(statistics), ...notCacheable(statistics)] : [];
}

/** What kept all calls from being looked up, where it is not that they are not cacheable. */
function notLookedUp(statistics: Statistics): Cause[] {
  const calls = callsOf(statistics);
  if (calls.lookedUp > 0) return [];
  const { kind, calls: number } = mostCalls(calls);
  if (kind === "notCacheable" || number === 0) return [];
  const detail = nothingLookedUp(calls).replace(/^./, (first) => first.toUpperCase());
  return [asCause(reason("not-looked-up", detail, lookUpRemedies[kind] ?? null), number)];
}

const lookUpRemedies: Readonly<Partial<Record<ReturnType<typeof mostCalls>["kind"], string>>> = {
  errors:
    "Look for sccache's error in the build's output: a compiler that does not run and a syntax error are among them.",
  notCached: "Unset SCCACHE_NO_CACHE.",
};

function notCacheable(statistics: Statistics): Cause[] {
  return explainNotCacheable(notCacheableOf(statistics)).map(({ meaning, remedy, calls }) =>
    asCause(reason("not-cacheable", `Not cacheable: ${meaning}`, remedy), calls),
  );
}

/** A reason as the cause of so many compilations, of which no more is known. */
export function asCause(why: Reason, compilations: number | null): Cause {
  return { ...why, compilations, seconds: null, labels: [] };
}
