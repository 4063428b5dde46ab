import type { StoreSpec } from "./store-spec.ts";

/** What ends a key: docs/keys.md. */
export type Strategy =
  | "lockfile"
  | "lockfile-once"
  | "rolling"
  | "daily"
  | "weekly"
  | "commit"
  | "branch"
  | "custom";

/** What a pull request saves: only what the base lacks, a bundle like any other, or nothing. */
export type PullRequestPolicy = "overlay" | "full" | "none";

/** Whether jobs with different ids or matrix legs keep bundles of their own (`job`) or one for all (`name`). */
export type Share = "job" | "name";

/**
 * When a bundle is saved. `auto`: when enough is new, by events whose code is trusted; pull requests as their own input
 * says. `always`: whenever something is new. `default-branch`: as `auto`, but on the default branch alone.
 */
export type SavePolicy = "auto" | "always" | "default-branch" | "never";

/** What is made to call sccache: cargo, the C/C++ compilers by CC and CXX, or CMake's launchers. */
export type Wrapper = "rust" | "c" | "cmake";

/** `auto`: the sccache on PATH, else installed. `path`: only the one on PATH. `install`: always the asked version. */
export type SccachePolicy = "auto" | "path" | "install";

/** Which entries go although there is room: `auto` those that a complete build did not use, where that loses nothing. */
export type EvictPolicy = "auto" | "unused" | "budget-only";

/** Everything a user can set, parsed and checked. */
export interface Config {
  /** The most bytes a bundle may take as uploaded; 0 saves nothing. */
  readonly maxSizeBytes: number;
  /** What the repository may hold in all, everybody's entries together. */
  readonly repositoryLimitBytes: number;
  /** What stays free in the repository for others to grow. */
  readonly reserveBytes: number;
  readonly strategy: Strategy;
  /** Template of the key, for the strategy `custom` alone. */
  readonly key: string | undefined;
  /** Templates of what to fall back to, for the strategy `custom` alone. */
  readonly restoreKeys: readonly string[];
  /** First part of every key. */
  readonly name: string;
  readonly share: Share;
  /** Globs, relative to the workspace; a leading `!` leaves out. */
  readonly lockfiles: readonly string[];
  readonly save: SavePolicy;
  readonly pullRequest: PullRequestPolicy;
  readonly evict: EvictPolicy;
  /** Days without use after which an entry goes in any case, or undefined for never. */
  readonly maxAgeDays: number | undefined;
  /** Whether bundles that a new one supersedes are deleted after the upload. */
  readonly cleanup: boolean;
  /** How many bundles of a family and ref stay, the newest included. */
  readonly keep: number;
  /** sccache's directory, or undefined for SCCACHE_DIR and else sccache's own default. */
  readonly directory: string | undefined;
  /** zstd level of the bundle. */
  readonly level: number;
  /** Uncompressed bytes of a segment. */
  readonly segmentBytes: number;
  /** Threads to pack and unpack with, or undefined for one a core. */
  readonly threads: number | undefined;
  readonly store: StoreSpec;
  readonly wrap: readonly Wrapper[];
  readonly sccache: SccachePolicy;
  /** Exact version to install, or undefined for the default one. */
  readonly sccacheVersion: string | undefined;
  /** Lower-case hex digest that the release archive must have. */
  readonly sccacheSha256: string | undefined;
  /** Address that stands for the project's release page. */
  readonly sccacheMirror: string | undefined;
  readonly lookupOnly: boolean;
  readonly failOnCacheMiss: boolean;
  /** Turns cache trouble into a failed step. */
  readonly strict: boolean;
  /** Writes the job summary. */
  readonly summary: boolean;
}
