// Longer than others: all causes of a miss in one place, since they exclude each other in their order.

import type { Manifest } from "../../bundle/format/manifest.ts";
import { keyVariables, workingDirectoryName } from "../../sccache/environment/key-variables.ts";
import type { Compilation } from "../../sccache/server/log.ts";
import type { LookupFault } from "../../sccache/server/log-lines.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import type { Cause, MissClass } from "../report.ts";
import { firstOf } from "../words.ts";
import { type Difference, differenceOf } from "./arguments.ts";
import type { LeftOutReason, PastIndex } from "./past-index.ts";

/** Why a compilation missed, in words, and what to do about it. */
export type Reason = Pick<Cause, "class" | "detail" | "remedy">;

export function reason(name: MissClass, detail: string, remedy: string | null = null): Reason {
  return { class: name, detail, remedy };
}

export interface MissFacts {
  readonly past: PastIndex;
  readonly now: Pick<Manifest, "toolchain" | "environment">;
  /** Whether the lockfiles differ from those of the restored bundle; undefined where that is not known. */
  readonly lockfilesChanged: boolean | undefined;
  /** The workspace's own crates, as rustc names them; undefined where they are not known. */
  readonly ownCrates: ReadonlySet<string> | undefined;
  /** Why the last save left entries out, by `shortName`. */
  readonly evicted: ReadonlyMap<string, Reason>;
  readonly statistics: Statistics | undefined;
  /** Languages of which any compilation hit: nothing that is part of every key of theirs has changed. */
  readonly hits: ReadonlySet<Compilation["language"]>;
}

/** Enough of an entry's name to know it again. */
export function shortName(entry: string): string {
  return entry.slice(entry.lastIndexOf("/") + 1).slice(0, 16);
}

/** Why one compilation missed although something was restored. The causes exclude each other in this order. */
export function causeOfMiss(miss: Compilation, facts: MissFacts): Reason {
  return (
    causeOfLookup(miss, facts) ??
    causeOfName(miss, facts) ??
    causeOfCompiler(miss, facts) ??
    causeOfCall(miss, facts) ??
    causeOfPath(miss, facts) ??
    causeOfLockfile(miss, facts) ??
    reason("changed", miss.language === "c" ? changedC : changedRust)
  );
}

const changedRust = "Its source, a crate that it depends on, or a variable that it reads has changed";
const changedC = "Its source, or a header that it includes, has changed";

/** The entry itself: damaged, not asked for, removed, never saved. */
function causeOfLookup(
  { entry, why }: Compilation,
  { past, evicted, statistics }: MissFacts,
): Reason | undefined {
  if (why !== null) return lookupFaults[why];
  if (entry === null) return undefined;
  const restored = past.entry(entry);
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

/** A crate or source that no restored entry was made from. */
function causeOfName({ label }: Compilation, { past }: MissFacts): Reason | undefined {
  if (!past.hasLabels) return reason("unknown", "The bundle does not tell what its entries were made from");
  return past.hasLabel(label) ? undefined : reason("new", "New: no earlier run compiled it");
}

function causeOfCompiler({ language }: Compilation, { past, now, hits }: MissFacts): Reason | undefined {
  if (language === "c" || hits.has("rust") || past.toolchain === null || now.toolchain === null)
    return undefined;
  if (past.toolchain === now.toolchain) return undefined;
  return reason(
    "compiler",
    `Another compiler: ${now.toolchain}; the bundle is of ${past.toolchain}`,
    "Nothing to do after an update. To update when you choose, pin the version in rust-toolchain.toml.",
  );
}

/** How the compiler was called: by variables, which may show as arguments, or by arguments alone. */
function causeOfCall(miss: Compilation, facts: MissFacts): Reason | undefined {
  const { prints, label, language } = miss;
  const compared = { language, isElsewhere: isElsewhere(facts) };
  const difference = differenceOf(prints, facts.past.argumentsOf(label), compared);
  return (
    causeOfEnvironment(miss, facts, difference) ??
    // Another version has what flags its author chose: an edition, lints.
    (difference?.isOfOtherSource ? causeOfLockfile(miss, facts) : undefined) ??
    causeOfArguments(difference, facts)
  );
}

/** What is part of every key of a language is not the reason once one of its compilations hit. */
function causeOfEnvironment(
  { language }: Compilation,
  { past, now, hits }: MissFacts,
  difference: Difference | undefined,
): Reason | undefined {
  if (past.environment === null || now.environment === null) return undefined;
  const [before, here] = [past.environment, now.environment];
  const areArgumentsEqual = difference?.kind === "none" || difference?.kind === "source-path";
  const isRead = (name: string) =>
    (["rust", "c"] as const).some(
      (one) =>
        (language === null || language === one) &&
        ((keyVariables[one].inKeys.test(name) && !hits.has(one)) ||
          (keyVariables[one].asArguments.test(name) && !areArgumentsEqual)),
    );
  const relevant = Object.keys({ ...before, ...here })
    .filter((name) => before[name] !== here[name] && isRead(name))
    .sort();
  if (relevant.length === 0) return undefined;
  const verb = relevant.length === 1 ? "differs" : "differ";
  const one = relevant.length === 1 ? relevant[0] : "these variables";
  return reason(
    "environment",
    `${firstOf(relevant, 5)} ${verb} from the run that saved the bundle`,
    relevant.includes("CARGO_HOME")
      ? "sccache's keys hold the path of CARGO_HOME: set it to the same path in every job that shares this bundle."
      : `sccache's keys depend on ${one}: set it to the same value in every job that shares this bundle, for the whole job.`,
  );
}

function causeOfArguments(difference: Difference | undefined, facts: MissFacts): Reason | undefined {
  if (!difference || difference.kind === "none") return undefined;
  const { kind, names } = difference;
  if (kind !== "source-path") {
    const { detail, remedy, isNamed } = argumentWords[kind];
    return reason("arguments", isNamed ? `${detail}: ${firstOf(names, 5)}` : detail, remedy);
  }
  // The source of a crate in the checkout moves with the checkout; elsewhere its path holds the version.
  if (isElsewhere(facts) && facts.lockfilesChanged !== true) return undefined;
  return reason("lockfile", "Another version of the crate, or its source is at another path");
}

const argumentWords = {
  profile: {
    detail: "The profile differs",
    isNamed: true,
    remedy: "Build with the same profile, or give this job a bundle of its own (shared-key).",
  },
  features: {
    detail: "The crate's features or cfg flags differ",
    isNamed: false,
    remedy: "Build with the same features, or give this job a bundle of its own (shared-key).",
  },
  emit: {
    detail:
      "cargo check and clippy make other output than cargo build (--emit), and only one of them had compiled it",
    isNamed: false,
    remedy: "Nothing to do if the job does the same again: the save adds what was compiled now.",
  },
  options: {
    detail: "Other flags",
    isNamed: true,
    remedy:
      "Pass the same flags in every job that shares this bundle (RUSTFLAGS, CFLAGS, .cargo/config.toml).",
  },
};

/** Whether both runs tell where the checkout is, and it is at another path. */
function isElsewhere({ past, now }: Pick<MissFacts, "past" | "now">): boolean {
  const [before, here] = [past, now].map(({ environment }) => environment?.[workingDirectoryName]);
  return before !== undefined && here !== undefined && before !== here;
}

/**
 * The directory in which a compiler runs is part of the key: for crates of a registry cargo's, for the others ours. A crate whose
 * build script writes sources reads the path of `target` as well, as OUT_DIR, and so do those that depend on it.
 */
function causeOfPath({ label, language }: Compilation, facts: MissFacts): Reason | undefined {
  const { ownCrates, hits, lockfilesChanged } = facts;
  if (!isElsewhere(facts)) return undefined;
  if (language === "c") return elsewhere("", "set SCCACHE_BASEDIRS to the checkout (sccache 0.14 or newer)");
  const isOfRegistry = hits.has("rust") && ownCrates !== undefined && !ownCrates.has(label);
  if (!isOfRegistry) return elsewhere("");
  if (lockfilesChanged !== false) return undefined;
  return elsewhere(
    ": the crate, or one that it depends on, reads what its build script writes there (OUT_DIR)",
  );
}

function elsewhere(how: string, otherwise?: string): Reason {
  const remedy = "Check out at the same path in every job";
  return reason(
    "workspace-path",
    `The checkout is at another path${how}`,
    otherwise === undefined
      ? `${remedy}: sccache's keys hold the directory in which a crate is compiled.`
      : `${remedy}, or ${otherwise}.`,
  );
}

function causeOfLockfile({ label, language }: Compilation, facts: MissFacts): Reason | undefined {
  if (!facts.lockfilesChanged || language === "c" || facts.ownCrates?.has(label)) return undefined;
  const detail = "The lockfile has changed: another version of the crate, or of one that it depends on";
  return reason("lockfile", detail);
}
