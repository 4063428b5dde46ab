import type { Dropped } from "../bundle/encode-run.ts";
import type { KeyPlan } from "../key/strategy.ts";
import type { Statistics } from "../sccache/statistics.ts";

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
      readonly entries: number;
      readonly entryBytes: number;
    }
  /** `lookup-only`: there is a bundle, and nothing was moved. */
  | { readonly kind: "found"; readonly key: string; readonly fresh: boolean }
  | { readonly kind: "miss" }
  /** The build goes on cold; `why` is one line with what to do. */
  | { readonly kind: "trouble"; readonly why: string };

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
  readonly budgetBytes: number;
  readonly seconds: number;
}

/** Entries in sccache's directory at the end of the job. */
export interface EntryCounts {
  readonly total: number;
  readonly totalBytes: number;
  readonly usedByThisRun: number;
  /** Not in the restored bundle. */
  readonly added: number;
  /** Left out of the saved bundle by the budget. */
  readonly evicted: number;
  readonly dropped: readonly Dropped[];
}

export type SaveOutcome =
  | {
      readonly kind: "saved";
      readonly key: string;
      readonly bundleBytes: number;
      readonly entries: number;
    }
  /** Another job saved the same bundle first. */
  | { readonly kind: "taken"; readonly key: string }
  | { readonly kind: "not-saved"; readonly why: string }
  | { readonly kind: "trouble"; readonly why: string };
