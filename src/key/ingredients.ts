/** Everything that a key is made of. Gathered once, by the adapters; all decisions from here on are pure. */
export interface Ingredients {
  /** First part of every key, as the user gave it. */
  readonly prefix: string;
  /** `linux`, `macos`, `windows`. */
  readonly os: string;
  /** `x64`, `arm64`. */
  readonly arch: string;
  /** Release and commit of rustc, or undefined where there is none, or Rust is not wrapped. */
  readonly toolchain: Toolchain | undefined;
  /** How the C compiler titles itself, or undefined where there is none, or C is not wrapped. */
  readonly compiler: string | undefined;
  /** Stands in the place of job and matrix when given. */
  readonly sharedKey: string | undefined;
  /** The job's id, or undefined outside of a workflow. */
  readonly job: string | undefined;
  /** The matrix job as JSON, or undefined where there is no matrix. */
  readonly matrix: string | undefined;
  readonly lockfiles: LockfileHash;
  readonly revision: Revision;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** What is being built, as the surroundings tell; all undefined outside of a workflow and of git. */
export interface Revision {
  /** Full name of the git ref, such as `refs/heads/main`. */
  readonly ref: string | undefined;
  /** Short name. */
  readonly defaultBranch: string | undefined;
  readonly sha: string | undefined;
  /** What tells this run from all others. */
  readonly run: string | undefined;
  /** Number of the pull request that is being built. */
  readonly pullRequest: string | undefined;
}

/** A Rust compiler, as `rustc -vV` names it. */
export interface Toolchain {
  /** For people: `rustc 1.95.0 (59807616e 2026-04-14)`. */
  readonly title: string;
  readonly release: string;
  /** Full commit, or undefined for builds that do not know theirs. */
  readonly commit: string | undefined;
}

/** What the lockfiles say. */
export interface LockfileHash {
  /** Paths relative to the workspace, with `/`, sorted. */
  readonly files: readonly string[];
  /** Lower-case hex SHA-256 of their names and contents; of nothing where there is no file. */
  readonly sha256: string;
}
