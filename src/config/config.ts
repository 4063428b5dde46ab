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

/**
 * When a bundle is saved. `auto`: when enough is new, by events whose code is trusted; pull requests as their own input
 * says. `always`: whenever something is new. `default-branch`: as `auto`, but on the default branch alone.
 */
export type SavePolicy = "auto" | "always" | "default-branch" | "never";

/** Which compilers run through sccache: cargo's rustc, the C and C++ compilers by CC and CXX, or CMake's launchers. */
export type Wrapper = "rust" | "c" | "cmake";

/** `auto`: the sccache on PATH, else installed. `path`: only the one on PATH. `install`: always the asked version. */
export type SccachePolicy = "auto" | "path" | "install";

/** The words of a command that calls another one; `{0}` stands for all words of that one. One JSON value. */
export type CommandFormat = readonly string[];

/** Any environment: of a job, of a build, of a program that we start. */
export type Env = Readonly<Record<string, string | undefined>>;

/** When the job summary is written; `on-failure` when the job failed or the cache had an error. */
type JobSummaryPolicy = "always" | "on-failure" | "never";

/** Which entries are removed even if they fit: `auto` those that complete runs no longer use. */
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
  /** First part of every key, as the user gave it. */
  readonly keyPrefix: string;
  /** Jobs with the same value share bundles; undefined when each job and matrix job has its own. */
  readonly sharedKey: string | undefined;
  /** Globs, relative to the workspace; a leading `!` leaves out. */
  readonly lockfiles: readonly string[];
  readonly save: SavePolicy;
  readonly pullRequest: PullRequestPolicy;
  readonly evict: EvictPolicy;
  /** Days without use after which an entry goes in any case, or undefined for never. */
  readonly maxAgeDays: number | undefined;
  /** Whether bundles that a new one supersedes are deleted after the upload. */
  readonly deleteSuperseded: boolean;
  /** How many bundles of a family and ref are kept, the newest included. */
  readonly keepLast: number;
  /** sccache's directory, or undefined for SCCACHE_DIR and else sccache's own default. */
  readonly sccacheDir: string | undefined;
  /** zstd level of the bundle. */
  readonly compressionLevel: number;
  /** Uncompressed bytes of a segment. */
  readonly segmentBytes: number;
  /** Threads to pack and unpack with, or undefined for one a core. */
  readonly threads: number | undefined;
  readonly store: StoreSpec;
  /** With `auto` replaced by what the workspace needs. */
  readonly wrap: readonly Wrapper[];
  /** How compilers are called, or undefined where it is directly. */
  readonly cmdFormat: CommandFormat | undefined;
  readonly sccache: SccachePolicy;
  /** Exact version to install, or undefined for the default one. */
  readonly sccacheVersion: string | undefined;
  /** Lower-case hex digest that the release archive must have. */
  readonly sccacheSha256: string | undefined;
  /** Address that stands for the project's release page. */
  readonly sccacheMirror: string | undefined;
  /** Whether a bundle is restored: `auto` restores none for tags and releases, `never` builds from nothing, and saves. */
  readonly restore: "auto" | "always" | "never";
  readonly lookupOnly: boolean;
  readonly failOnCacheMiss: boolean;
  /** Turns cache trouble into a failed step. */
  readonly strict: boolean;
  readonly jobSummary: JobSummaryPolicy;
  /** Whether the save writes a comment on the pull request. */
  readonly prComment: boolean;
}

/** One place where bundles live, as the user named it. It never holds a credential. */
export type SingleStoreSpec =
  | { readonly kind: "github" }
  | {
      readonly kind: "local";
      /** Absolute, or relative to the working directory. */
      readonly path: string;
      /** Most bytes of all bundles in it; without it there is no bound. */
      readonly maxBytes?: number;
    }
  | {
      readonly kind: "s3";
      readonly bucket: string;
      /** What every object's name begins with, a slash after it; may be empty. */
      readonly prefix: string;
      /** Address of a service that speaks S3; without it AWS itself. */
      readonly endpoint?: string;
      readonly region?: string;
      /** Whether the bucket is part of the path, and not of the host name. */
      readonly pathStyle: boolean;
    }
  | {
      readonly kind: "azure";
      readonly container: string;
      /** As of S3. */
      readonly prefix: string;
      readonly account?: string;
      /** Address of the account's blobs, where it is not that of Azure's public cloud. */
      readonly endpoint?: string;
    }
  | {
      readonly kind: "vercel";
      /** What `/v8/artifacts` comes after; no slash at its end. */
      readonly address: string;
      /** Keeps projects of one team apart; may be empty. */
      readonly prefix: string;
    };

/** Where bundles live: one store, or levels of them, the nearest first. */
export type StoreSpec =
  | SingleStoreSpec
  | {
      readonly kind: "levels" /** Two or more, all different. */;
      readonly levels: readonly SingleStoreSpec[];
    };

/** One invalid setting. */
export interface Problem {
  /** The input's name, as in action.yml. */
  readonly name: string;
  /** What was given. */
  readonly value: string;
  /** What is wrong with it, as the end of a sentence that begins with the input: `is not true or false`. */
  readonly why: string;
}

/** Bad configuration: it ends the step before any work, with every problem listed. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(describe(problems));
    this.problems = problems;
  }
}

function describe(problems: readonly Problem[]): string {
  const lines = problems.map(({ name, value, why }) =>
    value === "" ? `${name} ${why}` : `${name}: ${JSON.stringify(withoutCredentials(value))} ${why}`,
  );
  const count = problems.length === 1 ? "Invalid input" : `${problems.length} invalid inputs`;
  return [`${count}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

/** The text without what a user may have put into an address, though it is refused there. */
function withoutCredentials(text: string): string {
  return text
    .replace(/:\/\/[^\s/,]*@/g, "://…@")
    .replace(/([?&;][\w-]*(?:key|token|secret|sig|sas|password)[\w-]*=)[^\s&;,]*/gi, "$1…");
}
