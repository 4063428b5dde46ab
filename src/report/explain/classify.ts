// Longer than others: all causes of a miss in one place, since they exclude each other in their order.

import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { workingDirectoryName } from "../../sccache/environment/surroundings.ts";
import type { Compilation } from "../../sccache/server/log.ts";
import { tellingPrints } from "../../sccache/server/log-lines.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import type { Cause, MissClass } from "../report.ts";
import { firstOf } from "../words.ts";

/** Why a compilation missed, in words, and what to do about it. */
export type Reason = Pick<Cause, "class" | "detail" | "remedy">;

export function reason(name: MissClass, detail: string, remedy: string | null = null): Reason {
  return { class: name, detail, remedy };
}

/** What was restored, and of the run that saved it what its manifest tells. */
export type PastFacts = Pick<Manifest, "toolchain" | "environment" | "created" | "evicted"> & {
  readonly entries: readonly (Pick<BundledEntry, "name" | "label"> & Partial<Pick<BundledEntry, "prints">>)[];
};

export interface MissFacts {
  readonly past: PastFacts;
  readonly now: Pick<Manifest, "toolchain" | "environment">;
  /** Whether the lockfiles differ from those of the restored bundle; undefined where that is not known. */
  readonly lockfilesChanged: boolean | undefined;
  /** The workspace's own crates, as rustc names them; undefined where they are not known. */
  readonly ownCrates: ReadonlySet<string> | undefined;
  /** Why the last save left entries out, by `shortName`. */
  readonly evicted: ReadonlyMap<string, Reason>;
  readonly statistics: Statistics | undefined;
  /** Whether any Rust compilation hit: then nothing that is part of every Rust key has changed. */
  readonly rustHits: boolean;
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
  if (entry === null) return undefined;
  const eviction = evicted.get(shortName(entry));
  if (eviction) return eviction;
  if (past.entries.every(({ name }) => name !== entry)) return undefined;
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
  const names = Object.keys({ ...past.environment, ...now.environment }).sort();
  const relevant = names.filter((name) => {
    if (past.environment[name] === now.environment[name]) return false;
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
  const alike = facts.past.entries.filter((entry) => entry.label === label && entry.prints?.length);
  const [least] = alike
    .map((entry) => differingArguments(entry.prints ?? [], prints))
    .sort((a, b) => a.length - b.length);
  if (!least) return undefined;
  const { kind, names } = describeArguments(least);
  if (kind === "none") return undefined;
  if (kind !== "source-path") {
    const { detail, remedy } = argumentWords[kind];
    return reason("arguments", kind === "features" ? detail : `${detail}: ${firstOf(names, 5)}`, remedy);
  }
  // The source of a crate in the checkout moves with the checkout; elsewhere its path holds the version.
  if (isElsewhere(facts) && facts.lockfilesChanged !== true) return undefined;
  return reason("lockfile", "Another version of the crate, or its source is at another path");
}

const argumentWords = {
  profile: {
    detail: "The profile differs",
    remedy: "Build with the same profile, or give this job a bundle of its own (shared-key).",
  },
  features: {
    detail: "The crate's features or cfg flags differ",
    remedy: "Build with the same features, or give this job a bundle of its own (shared-key).",
  },
  options: {
    detail: "Other flags",
    remedy:
      "Pass the same flags in every job that shares this bundle (RUSTFLAGS, CFLAGS, .cargo/config.toml).",
  },
};

type ArgumentKind = keyof typeof argumentWords | "source-path" | "none";

/** Arguments that only one of two compilations has, as fingerprints with the option's name: `opt-level#a1b2c3`. */
export function differingArguments(before: readonly string[], now: readonly string[]): string[] {
  const [old, fresh] = [new Set(tellingPrints(before)), new Set(tellingPrints(now))];
  return [...old, ...fresh].filter((print) => old.has(print) !== fresh.has(print));
}

/** Profile settings of cargo, by rustc's names. */
const profile =
  /^(opt-level|debuginfo|debug-assertions|overflow-checks|panic|codegen-units|lto|strip|split-debuginfo|embed-bitcode)$/;
const features = /^(feature|--cfg|--check-cfg)$/;

/** What sort of difference arguments make, and the names of the options. */
export function describeArguments(different: readonly string[]): { kind: ArgumentKind; names: string[] } {
  const all = [...new Set(different.map((print) => print.slice(0, print.indexOf("#"))))];
  const names = all.filter((name) => name !== "" && !/^-[CZ]$/.test(name)).sort();
  if (names.some((name) => profile.test(name))) return { kind: "profile", names };
  if (names.some((name) => features.test(name))) return { kind: "features", names };
  if (names.length > 0) return { kind: "options", names };
  // A path by itself is the source: of a crate from a registry it holds the version.
  return { kind: all.includes("") ? "source-path" : "none", names };
}

/** Whether both runs tell where the checkout is, and it is at another path. */
function isElsewhere({ past, now }: MissFacts): boolean {
  const [before, here] = [past, now].map(({ environment }) => environment[workingDirectoryName]);
  return before !== undefined && here !== undefined && before !== here;
}

/** The directory in which a compiler runs is part of the key: for crates of a registry cargo's, for the others ours. */
function causeOfPath({ label, language }: Compilation, facts: MissFacts): Reason | undefined {
  const { ownCrates, rustHits } = facts;
  if (!isElsewhere(facts)) return undefined;
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
