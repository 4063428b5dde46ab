import { type EvictReason, evictReasons, evictRemedies, isForWantOfRoom } from "../../budget/plan.ts";
import type { Compilation } from "../../sccache/server/log.ts";
import type { LookupFault } from "../../sccache/server/log-lines.ts";
import { remedyFor } from "./budget-limits.ts";
import type { Evicted, LeftOutReason, PastFacts } from "./past-index.ts";
import { type MissFacts, type Reason, reason, shortName } from "./reason.ts";

/** The entry itself: damaged, not asked for, removed, never saved. */
export function causeOfLookup(
  { entry, why, language, prints }: Compilation,
  { past, evicted, statistics }: MissFacts,
): Reason | undefined {
  if (entry === null) return why === null ? undefined : lookupFaults[why];
  const restored = past.entry(entry);
  if (
    why === "damaged" &&
    language === "c" &&
    !restored?.leftOut &&
    lacksDependencies(prints, restored?.prints)
  )
    return withoutDependencies;
  if (why !== null) return lookupFaults[why];
  if (restored?.leftOut) return leftOutCauses[restored.leftOut];
  if (!restored) return evicted.get(shortName(entry));
  const { cacheSizeBytes = 0, maxCacheSizeBytes = Number.POSITIVE_INFINITY } = statistics ?? {};
  return cacheSizeBytes > maxCacheSizeBytes * 0.7
    ? reason(
        "evicted",
        "sccache itself removed the entry: its directory had reached SCCACHE_CACHE_SIZE",
        "Raise SCCACHE_CACHE_SIZE, or leave it unset.",
      )
    : reason(
        "damaged",
        "The entry was restored, but sccache could not use it",
        "Check that nothing else changes sccache's directory during the job, and who owns the files.",
      );
}

const dependencies = /^-M/;

/** Whether it asks for a file of dependencies, which is no part of the key, and the entry was made without one. */
function lacksDependencies(prints: readonly string[], before: readonly string[] | null | undefined): boolean {
  const asks = (all: readonly string[]) => all.some((print) => dependencies.test(print));
  return asks(prints) && before?.length !== undefined && before.length > 0 && !asks(before);
}

const withoutDependencies = reason(
  "arguments",
  "The entry has no file of dependencies (-MD): the run that saved it did not ask for one",
  "Nothing to do once: it was compiled anew, with that file, and replaces the old one.",
);

const unreadable = reason(
  "damaged",
  "The entry is damaged or cannot be read",
  "Nothing to do once: it was compiled anew and replaces the old one. If it happens again, check the disk and who owns the files.",
);

const lookupFaults: Readonly<Record<LookupFault, Reason>> = {
  damaged: unreadable,
  unreadable,
  "no-cache": reason(
    "environment",
    "The lookup was skipped: SCCACHE_NO_CACHE is set",
    "Unset SCCACHE_NO_CACHE to use the cache.",
  ),
  recache: reason(
    "environment",
    "The lookup was skipped: SCCACHE_RECACHE is set",
    "Unset SCCACHE_RECACHE to use the cache.",
  ),
  "timed-out": reason(
    "timed-out",
    "sccache gave up the lookup after a minute: the disk or the machine was too slow",
    "Keep SCCACHE_DIR on a local disk, and run fewer compilations at once.",
  ),
};

const leftOutCauses: Readonly<Record<LeftOutReason, Reason>> = {
  disk: reason(
    "evicted",
    "Not restored: the disk has no room for it",
    "Free disk space before the restore step.",
  ),
  "cache-size": reason(
    "evicted",
    "Not restored: it does not fit into SCCACHE_CACHE_SIZE",
    "Raise SCCACHE_CACHE_SIZE (or the size in sccache's configuration file), or leave it unset.",
  ),
  "other-version": reason("evicted", "Not restored: another version of sccache wrote it"),
  "other-cpu": reason(
    "compiler",
    "Not restored: it is native code for another CPU model",
    "Set the flag for the whole job (RUSTFLAGS, CFLAGS), so that each CPU model has a bundle of its own; or name a CPU, such as x86-64-v3.",
  ),
};

/** Why the bundles left entries out, by `shortName`. */
export function evictions({ overlay, ...base }: PastFacts): MissFacts["evicted"] {
  return new Map([base, overlay].flatMap((bundle) => (bundle ? evictionsOf(bundle) : [])));
}

function evictionsOf({ evicted = {}, limitedBy, created }: Evicted): (readonly [string, Reason])[] {
  const day = new Date(created * 1000).toISOString().slice(0, 10);
  const isRule = (rule: string): rule is EvictReason => Object.hasOwn(evictReasons, rule);
  const remedyOf = (rule: EvictReason) =>
    isForWantOfRoom(rule) ? remedyFor(limitedBy) : evictRemedies[rule];
  const reasonOf = (rule: string) =>
    isRule(rule)
      ? reason("evicted", `Evicted: ${evictReasons[rule]} (${day})`, remedyOf(rule))
      : reason("evicted", `Evicted: ${rule} (${day})`);
  return Object.entries(evicted).flatMap(([rule, names]) => {
    const why = reasonOf(rule);
    return names.map((name) => [name, why] as const);
  });
}
