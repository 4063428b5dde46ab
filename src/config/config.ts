import type { StoreSpec } from "./store-spec.ts";

export type Strategy = "lockfile";

/** Whether jobs with different ids or matrix legs keep bundles of their own (`job`) or one for all (`name`). */
export type Share = "job" | "name";

/**
 * When a bundle is saved. `auto`: when something is new, except in pull requests, merge queues and for tags.
 * `always`: when something is new. `default-branch`: as `auto`, on the default branch alone.
 */
export type SavePolicy = "auto" | "always" | "default-branch" | "never";

/** What is made to call sccache: cargo, the C/C++ compilers by CC and CXX, or CMake's launchers. */
export type Wrapper = "rust" | "c" | "cmake";

/** `auto`: the sccache on PATH, else installed. `path`: only the one on PATH. `install`: always the asked version. */
export type SccachePolicy = "auto" | "path" | "install";

/** Everything a user can set, parsed and checked. */
export interface Config {
  /** The most bytes a bundle may take as uploaded; 0 saves nothing. */
  readonly maxSizeBytes: number;
  readonly strategy: Strategy;
  /** First part of every key. */
  readonly name: string;
  readonly share: Share;
  /** Globs, relative to the workspace; a leading `!` leaves out. */
  readonly lockfiles: readonly string[];
  readonly save: SavePolicy;
  /** sccache's directory, or undefined for SCCACHE_DIR and else sccache's own default. */
  readonly directory: string | undefined;
  /** zstd level of the bundle. */
  readonly level: number;
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
