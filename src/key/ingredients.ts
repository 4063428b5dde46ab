/** One part of a key and where it comes from, for the log. */
export interface KeyPart {
  readonly part: string;
  readonly from: string;
}

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
  /** The machine's CPU, where compilers are told to make code for it alone; else undefined. */
  readonly cpu: NativeCpu | undefined;
  /** In the place of job and matrix when given. */
  readonly sharedKey: string | undefined;
  /** Name of the workflow's file without its ending, or undefined where there is none. */
  readonly workflow: string | undefined;
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
  /** The run of the whole workflow or pipeline, whose jobs share it; undefined outside of a CI. */
  readonly run: { readonly id: string } | undefined;
  /** Number of the pull request that is being built, on whatever CI; its branch's name where the number is not known. */
  readonly pullRequest: string | undefined;
  /** Full name of the branch that the pull request is to be merged into. */
  readonly baseRef: string | undefined;
}

/** A CPU for which code is made that other CPUs may not run. */
export interface NativeCpu {
  readonly model: string;
  /** Which setting asks for it: `target-cpu=native in RUSTFLAGS`. */
  readonly why: string;
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
