import { workingDirectoryName } from "../../sccache/environment/surroundings.ts";
import type { Compilation } from "../../sccache/server/log.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import type { Cause, MissClass } from "../report.ts";
import { firstOf } from "../words.ts";
import {
  describeArguments,
  differingArguments,
  differingNames,
  type Eviction,
  mostAlike,
  type Prints,
  shortName,
} from "./differences.ts";

/** Why a compilation missed, in words, and what to do about it. */
export type Reason = Pick<Cause, "class" | "detail" | "remedy">;

export function reason(name: MissClass, detail: string, remedy: string | null = null): Reason {
  return { class: name, detail, remedy };
}

/** An entry that was restored. */
interface PastEntry {
  readonly name: string;
  readonly label: string | null;
  readonly language?: string | null;
  /** Fingerprints of the arguments that made it, where they are known. */
  readonly prints?: readonly string[] | null | undefined;
}

/** What was restored, and the run that saved it. */
export interface PastFacts {
  readonly entries: readonly PastEntry[];
  readonly toolchain: string | null;
  readonly sccacheVersion: string | null;
  readonly environment: Prints;
}

export interface MissFacts {
  readonly past: PastFacts;
  readonly now: Pick<PastFacts, "toolchain" | "sccacheVersion" | "environment">;
  /** Whether the lockfiles differ from those of the restored bundle; undefined where that is not known. */
  readonly lockfilesChanged: boolean | undefined;
  /** The workspace's own crates, as rustc names them; undefined where they are not known. */
  readonly ownCrates: ReadonlySet<string> | undefined;
  /** Entries that the last save left out, by `shortName`. */
  readonly evicted: ReadonlyMap<string, Eviction>;
  readonly statistics: Statistics | undefined;
  /** Whether any Rust compilation hit: then nothing that is part of every Rust key has changed. */
  readonly rustHits: boolean;
}

/** Why one compilation missed although something was restored. The causes exclude each other in this order. */
export function causeOfMiss(miss: Compilation, facts: MissFacts): Reason {
  return (
    causeOfLookup(miss, facts) ??
    causeOfName(miss, facts) ??
    causeOfCompiler(miss, facts) ??
    causeOfEnvironment(miss, facts) ??
    causeOfArguments(miss, facts) ??
    causeOfPath(miss, facts) ??
    causeOfLockfile(miss, facts) ??
    reason("changed", "Its source, a crate that it depends on, or a variable that it reads has changed")
  );
}

/** The entry itself: damaged, removed, never saved. */
function causeOfLookup(
  { entry, why }: Compilation,
  { past, evicted, statistics }: MissFacts,
): Reason | undefined {
  if (why !== null && /damaged|cannot be read/.test(why)) {
    return reason(
      "damaged",
      "The entry is damaged or cannot be read",
      "Nothing to do once: it was compiled anew and replaces the old one. If it happens again, check the disk and who owns the files.",
    );
  }
  if (why !== null) {
    return reason("environment", `The lookup was skipped: ${why}`, "Unset the variable to fill the cache.");
  }
  const rule = entry === null ? undefined : evicted.get(shortName(entry));
  if (rule) return reason("evicted", `Evicted: ${rule.rule}`, rule.remedy);
  if (entry === null || !past.entries.some(({ name }) => name === entry)) return undefined;
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

/** A crate or source that no restored entry was made from. */
function causeOfName({ label }: Compilation, { past }: MissFacts): Reason | undefined {
  if (past.entries.every((entry) => entry.label === null)) {
    return reason("unknown", "The bundle does not tell what its entries were made from");
  }
  if (past.entries.some((entry) => entry.label === label)) return undefined;
  return reason("new", "New: no earlier run compiled it");
}

function causeOfCompiler({ language }: Compilation, { past, now, rustHits }: MissFacts): Reason | undefined {
  if (language === "c" || rustHits || past.toolchain === null || now.toolchain === null) return undefined;
  if (past.toolchain === now.toolchain) return undefined;
  return reason(
    "compiler",
    `Another compiler: ${now.toolchain}; the bundle is of ${past.toolchain}`,
    "Nothing to do after an update. To update when you choose, pin the version in rust-toolchain.toml.",
  );
}

/** Every CARGO_* variable is part of every Rust key, so when one Rust compilation hit, none of them is the reason. */
function causeOfEnvironment(
  { language }: Compilation,
  { past, now, rustHits }: MissFacts,
): Reason | undefined {
  const relevant = differingNames(past.environment, now.environment).filter((name) => {
    if (name === workingDirectoryName) return false;
    if (language === "c") return /^(CC|CXX|.*FLAGS|SOURCE_DATE_EPOCH)$/.test(name);
    return !(rustHits && /^(CARGO_|RUSTUP_)/.test(name));
  });
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

function causeOfArguments({ label, prints }: Compilation, facts: MissFacts): Reason | undefined {
  if (prints.length === 0) return undefined;
  const before = mostAlike(
    facts.past.entries.filter((entry) => entry.label === label),
    prints,
  );
  if (!before?.prints) return undefined;
  const { kind, names } = describeArguments(differingArguments(before.prints, prints));
  switch (kind) {
    case "profile":
      return reason(
        "arguments",
        `The profile differs: ${firstOf(names, 5)}`,
        "Build with the same profile, or give this job a bundle of its own (shared-key).",
      );
    case "features":
      return reason(
        "arguments",
        "The crate's features or cfg flags differ",
        "Build with the same features, or give this job a bundle of its own (shared-key).",
      );
    case "options":
      return reason(
        "arguments",
        `Other flags: ${firstOf(names, 5)}`,
        "Pass the same flags in every job that shares this bundle (RUSTFLAGS, CFLAGS, .cargo/config.toml).",
      );
    case "source-path":
      // The source of a crate in the checkout moves with the checkout; elsewhere its path holds the version.
      if (differsIn(workingDirectoryName, facts) && facts.lockfilesChanged !== true) return undefined;
      return reason("lockfile", "Another version of the crate, or its source is at another path");
    case "none":
      return undefined;
  }
}

/** Whether a fact of the environment is known of both runs, and another one. */
function differsIn(name: string, { past, now }: Pick<MissFacts, "past" | "now">): boolean {
  const [before, here] = [past.environment[name], now.environment[name]];
  return before !== undefined && here !== undefined && before !== here;
}

/** The directory in which a compiler runs is part of the key: for crates of a registry cargo's, for the others ours. */
function causeOfPath({ label, language }: Compilation, facts: MissFacts): Reason | undefined {
  const { ownCrates, rustHits } = facts;
  if (!differsIn(workingDirectoryName, facts)) return undefined;
  if (rustHits && ownCrates && language !== "c" && !ownCrates.has(label)) return undefined;
  return reason(
    "workspace-path",
    "The checkout is at another path",
    language === "c"
      ? "Check out at the same path in every job, or set SCCACHE_BASEDIRS to the checkout (sccache 0.14 or newer)."
      : "Check out at the same path in every job: sccache's keys hold the directory in which a crate is compiled.",
  );
}

function causeOfLockfile({ label, language }: Compilation, facts: MissFacts): Reason | undefined {
  if (!facts.lockfilesChanged || language === "c" || facts.ownCrates?.has(label)) return undefined;
  const detail = "The lockfile has changed: another version of the crate, or of one that it depends on";
  return reason("lockfile", detail);
}
