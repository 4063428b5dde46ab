// Longer than others: one value with all its parts, which docs/report.md documents field by field: a reader finds each of them here.

import type { BudgetLimit } from "../budget/budget.ts";
import type { CurvePoint, Shortfall } from "../budget/plan.ts";
import type { RunRecord } from "../bundle/format/manifest.ts";
import type { KeyPlan } from "../key/key.ts";

/**
 * What a step did and how the build went. The log, the job summary, annotations, outputs, `--json` and the HTML page are
 * all rendered from this one value. What is not known is null, never zero. docs/report.md documents its JSON.
 */
export interface Report {
  /** Of this shape. Fields may be added under the same version; none changes its meaning. */
  readonly version: 1;
  /** Name and version of the program. */
  readonly creator: string;
  /** The last step that this report covers. */
  readonly step: "restore" | "save";
  /** The store's label; never holds a secret. */
  readonly store: string;
  readonly key: KeyReport;
  /** Null where no restore ran before the save. */
  readonly restore: RestoreReport | null;
  /** Null before the build. */
  readonly build: BuildReport | null;
  /** Null before the save. */
  readonly save: SaveReport | null;
  /** Null where the store has no shared limit, or the token may not ask. */
  readonly repository: RepositoryReport | null;
  /** Why compilations missed; null where nothing was looked into. */
  readonly explanation: Explanation | null;
  /** The last runs of this job that saved a bundle, the oldest first, and this one once it ended. At most 30. */
  readonly history: readonly RunSummary[];
  /** The one most useful thing to change, or null. */
  readonly advice: Advice | null;
}

/** The key, its fallbacks, the best first, and all that it was made of. */
type KeyReport = Pick<KeyPlan, "primary" | "fallbacks" | "explanation">;

export interface RestoreReport {
  readonly outcome: RestoreOutcome;
  readonly seconds: number;
  /** What the step spent its time on, in order. */
  readonly phases: readonly Phase[];
}

export interface Phase {
  readonly name: string;
  readonly seconds: number;
}

export type RestoreOutcome =
  | {
      readonly kind: "restored";
      readonly key: string;
      /** Whether the bundle is as fresh as the primary key asks for. */
      readonly fresh: boolean;
      /** The ref that saved it, or null where it is not known. */
      readonly ref: string | null;
      readonly bundleBytes: number;
      /** All that is in place now, the overlay's entries included. */
      readonly entries: number;
      readonly entryBytes: number;
      /** What a pull request's earlier push had saved on top of the base. */
      readonly overlay: RestoredPart | null;
    }
  /** `lookup-only`: there is a bundle, and nothing was downloaded. */
  | { readonly kind: "found"; readonly key: string; readonly fresh: boolean }
  /**
   * The store answered, and has no bundle for the key or its fallbacks. `otherCompiler`: the newest one that there is for this system
   * is for another compiler, by the parts of their keys.
   */
  | {
      readonly kind: "missed";
      readonly otherCompiler?: { readonly there: string; readonly here: string } | undefined;
    }
  /** Restoring was not wanted, or of no use. */
  | { readonly kind: "skipped"; readonly why: string }
  | Failed;

/** Something did not work. The build continues without it; `why` is one line with what to do. */
export interface Failed {
  readonly kind: "failed";
  readonly failure: Failure;
  readonly why: string;
}

/**
 * What failed: the store's answer to a lookup, a transfer, the bundle's content, its signature (or it was saved by a newer version), the disk's free space, the memory, the whole store
 * (there is none here), the right to write, the file system, or sccache's server.
 */
export type Failure =
  | "lookup"
  | "download"
  | "upload"
  | "damaged"
  | "not-signed"
  | "newer-format"
  | "no-room"
  | "no-memory"
  | "no-store"
  | "denied"
  | "file-system"
  | "server";

/** A bundle that was restored beside another. */
interface RestoredPart {
  readonly key: string;
  readonly bundleBytes: number;
  readonly entries: number;
}

/** How the build went, as sccache's server counted it and its log tells. */
export interface BuildReport {
  /** Null when no server answered: then `noCounts` says why. */
  readonly counts: BuildCounts | null;
  /** Null where there are counts. */
  readonly noCounts: NoCounts | null;
  /** From what it is known which entries the build used. */
  readonly evidence: "log" | "file-times" | "none";
  /** Compiling time of the compilations that were hits; null where no entry's time is known. */
  readonly savedSeconds: number | null;
  /** Hits whose compiling time is known: the rest is missing from `savedSeconds`. */
  readonly hitsWithTime: number;
  /** Missed compilations by crate or source, the most seconds first; null without the server's log. */
  readonly missed: readonly MissedLabel[] | null;
}

/** Why nothing is known of a build's calls. */
export type NoCounts =
  /** The job had no sccache server that could count; `why` is the end of a sentence. */
  | { readonly kind: "no-server"; readonly why: string }
  /** The job's server did not answer: it had ended. */
  | { readonly kind: "no-answer" };

export interface BuildCounts {
  readonly hits: number;
  readonly misses: number;
  readonly errors: number;
  /** Compilations that the compiler itself failed; probes of build scripts are among them. */
  readonly compileFails: number;
  readonly writeErrors: number;
  /** Every call of sccache as a compiler. */
  readonly requests: number;
  /** Each of them once, by what came of it. */
  readonly calls: CallCounts;
  readonly languages: readonly LanguageCounts[];
  readonly notCacheable: readonly NotCacheable[];
  /** Where sccache kept its entries, in its own words. */
  readonly location: string;
}

export interface CallCounts {
  /** Hits and misses. */
  readonly lookedUp: number;
  /** sccache itself failed; a syntax error counts as such. */
  readonly errors: number;
  readonly failed: number;
  readonly notCacheable: number;
  /** By the wish of SCCACHE_NO_CACHE. */
  readonly notCached: number;
  /** Questions to a compiler, linking, and calls of a compiler that sccache does not know. */
  readonly others: number;
}

export interface LanguageCounts {
  readonly language: string;
  readonly hits: number;
  readonly misses: number;
}

export interface MissedLabel {
  readonly label: string;
  readonly compilations: number;
  /** Null where the log does not tell. */
  readonly seconds: number | null;
}

/** Calls that sccache does not cache, for one reason. */
export interface NotCacheable {
  /** In sccache's words. */
  readonly reason: string;
  readonly calls: number;
  /** In plain words. */
  readonly meaning: string;
  /** What a person can do about it; null where it is as it should be. */
  readonly remedy: string | null;
}

export interface SaveReport {
  readonly outcome: SaveOutcome;
  readonly seconds: number;
  readonly phases: readonly Phase[];
  readonly entries: EntryCounts;
  /** What the budget kept and removed; null when it did not come to a plan. */
  readonly budget: BudgetReport | null;
  /** `max-size`. */
  readonly maxSizeBytes: number;
  /** Bundles that were deleted since the new one replaces them. */
  readonly deleted: { readonly bundles: number; readonly bytes: number };
}

export type SaveOutcome =
  | {
      readonly kind: "saved";
      readonly key: string;
      readonly bundleBytes: number;
      readonly entries: number;
      /** A whole bundle, or what a pull request adds to one. */
      readonly as: "base" | "overlay";
      /** Keys of newer bundles of other jobs whose entries were united with ours. */
      readonly united: readonly string[];
    }
  /** Another job saved the same bundle first. */
  | { readonly kind: "taken"; readonly key: string }
  /** The restored bundle has all that is worth saving. */
  | { readonly kind: "nothing-new"; readonly why: string }
  /** By policy, event, ref or status. */
  | { readonly kind: "not-allowed"; readonly why: string }
  /** Neither `max-size` nor the repository leaves room for any bundle. */
  | { readonly kind: "too-small"; readonly why: string }
  /** Uploaded, and deleted again, since the repository was above its limit. */
  | { readonly kind: "withdrawn"; readonly key: string; readonly why: string }
  | Failed;

/** Entries in sccache's directory at the end of the job. */
interface EntryCounts {
  readonly total: number;
  readonly totalBytes: number;
  readonly usedByThisRun: number;
  /** Not in the restored bundle. */
  readonly added: number;
  /** Left out since they are damaged, with the reason. */
  readonly dropped: readonly { readonly name: string; readonly why: string }[];
}

export interface BudgetReport {
  /** What the bundle may take. */
  readonly budgetBytes: number;
  /** What sets it. */
  readonly limit: BudgetLimit;
  /** Why that is less than `max-size`; null where it is not. */
  readonly limitedBy: string | null;
  /** Whether entries that this run did not use were removed even if they would fit, and why or why not. */
  readonly unused: { readonly drop: boolean; readonly why: string };
  readonly expectedBytes: number;
  readonly kept: readonly Tally[];
  readonly evicted: readonly Tally[];
  /** What a larger budget would save; null where all fits that this run or the last complete one used. */
  readonly shortfall: Shortfall | null;
  /** What other budgets would keep, the smallest first. */
  readonly curve: readonly CurvePoint[];
}

/** Entries with one reason. */
export interface Tally {
  readonly reason: string;
  readonly why: string;
  readonly entries: number;
  /** Expected in the bundle. */
  readonly bytes: number;
  /** The most expensive of them, at most five. */
  readonly examples: readonly { readonly name: string; readonly bytes: number }[];
}

/** The repository's cache, everybody's entries together. */
export interface RepositoryReport {
  readonly othersBytes: number;
  readonly oursBytes: number;
  readonly limitBytes: number;
  readonly freeBytes: number;
}

/** One ended run of the job, as bundles remember it. */
export type RunSummary = Omit<RunRecord, "used" | "compileFails">;

export interface Advice {
  /** A stable name, for programs. */
  readonly kind: string;
  readonly text: string;
}

/**
 * Why a compilation missed. Each class has one cause and one remedy. `changed`: its own source or that of a crate it
 * depends on is another one; that is what a build is for.
 */
export type MissClass =
  | "never-called"
  | "server-died"
  | "other-place"
  | "nothing-restored"
  | "compiler"
  | "environment"
  | "workspace-path"
  | "arguments"
  | "lockfile"
  | "new"
  | "changed"
  | "evicted"
  | "damaged"
  | "timed-out"
  | "not-cacheable"
  | "not-looked-up"
  | "unknown";

/** All compilations that missed for the same reason. */
export interface Cause {
  readonly class: MissClass;
  /** What differs, in words: names of variables, a rule, a reason. */
  readonly detail: string;
  /** What to do; null where nothing is wrong. */
  readonly remedy: string | null;
  /** How many compilations; null where that is not known. */
  readonly compilations: number | null;
  /** Compiling time that they took; null where the log does not tell. */
  readonly seconds: number | null;
  /** Crates or sources, each once, the most expensive first. */
  readonly labels: readonly string[];
}

/** Why compilations missed, the most expensive cause first. */
export interface Explanation {
  readonly causes: readonly Cause[];
  /** Compilations that missed or were not cacheable, one by one, where the server's log names them. */
  readonly misses: readonly (Pick<Cause, "class" | "detail" | "seconds"> & { readonly label: string })[];
}
