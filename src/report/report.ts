import type { Candidate } from "../budget/candidate.ts";
import type { BudgetPlan } from "../budget/plan.ts";
import type { Dropped } from "../bundle/dropped.ts";
import type { KeyPlan } from "../key/strategy.ts";
import type { Statistics } from "../sccache/server/statistics.ts";

/** What restore did. All that a user gets to see of it is made from this value. */
export interface RestoreReport {
  readonly step: "restore";
  readonly keys: KeyPlan;
  readonly storeLabel: string;
  readonly outcome: RestoreOutcome;
  readonly seconds: number;
}

export type RestoreOutcome =
  | {
      readonly kind: "restored";
      readonly key: string;
      /** Whether the bundle is as fresh as the primary key asks for. */
      readonly fresh: boolean;
      readonly bundleBytes: number;
      /** All that is in place now, the overlay's entries included. */
      readonly entries: number;
      readonly entryBytes: number;
      /** What a pull request's earlier push had saved on top of the base. */
      readonly overlay: RestoredPart | undefined;
    }
  /** `lookup-only`: there is a bundle, and nothing was moved. */
  | { readonly kind: "found"; readonly key: string; readonly fresh: boolean }
  | { readonly kind: "miss" }
  /** Nothing was asked for, since there is no use for it. */
  | { readonly kind: "skipped"; readonly why: string }
  /** The build goes on cold; `why` is one line with what to do. */
  | { readonly kind: "trouble"; readonly why: string; readonly noStore: boolean };

/** A bundle that was restored beside another. */
export interface RestoredPart {
  readonly key: string;
  readonly bundleBytes: number;
  readonly entries: number;
}

/** What save did, and how the build before it went. */
export interface SaveReport {
  readonly step: "save";
  readonly keys: KeyPlan;
  readonly storeLabel: string;
  readonly outcome: SaveOutcome;
  /** Of the sccache server that the build used, or undefined when none was alive. */
  readonly statistics: Statistics | undefined;
  readonly restored: { readonly key: string; readonly bytes: number } | null;
  readonly entries: EntryCounts;
  /** What the budget kept and left out, when it came to a plan. */
  readonly budget: BudgetReport | undefined;
  /** What the bundle may take: max-size, or less where the repository has less room. */
  readonly budgetBytes: number;
  readonly seconds: number;
}

export interface BudgetReport {
  readonly budgetBytes: number;
  /** Why it is less than max-size, if it is. */
  readonly room: string | undefined;
  /** Whether entries that this run did not use went at once, and why or why not. */
  readonly unused: { readonly drop: boolean; readonly why: string };
  readonly plan: BudgetPlan<Candidate>;
}

/** Entries in sccache's directory at the end of the job. */
export interface EntryCounts {
  readonly total: number;
  readonly totalBytes: number;
  readonly usedByThisRun: number;
  /** Not in the restored bundle. */
  readonly added: number;
  readonly dropped: readonly Dropped[];
}

export type SaveOutcome =
  | {
      readonly kind: "saved";
      readonly key: string;
      readonly bundleBytes: number;
      readonly entries: number;
      /** A whole bundle, or what a pull request adds to one. */
      readonly as: "base" | "overlay";
    }
  /** Another job saved the same bundle first. */
  | { readonly kind: "taken"; readonly key: string }
  | { readonly kind: "not-saved"; readonly why: string }
  | { readonly kind: "trouble"; readonly why: string };
