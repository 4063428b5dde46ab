/** A fresh runner: nothing is left of the job before but the sources, and what the cache service holds. */
export interface Runner {
  /** The checkout. */
  readonly workspace: string;
  /** A folder of this job alone, at the same path for every job; empty. */
  readonly folder: string;
  /** The environment of its steps. */
  readonly env: Readonly<Record<string, string>>;
  readonly sccachePath: string;
  /** Free, for a server of sccache's. */
  readonly port: string;
  /** Counts from 1; a job is a workflow run of its own. */
  readonly run: number;
  /** A digest of the lockfile, for those whose keys have one. */
  readonly lockfileHash: string;
}

/** How often a build asked the cache. */
export interface Lookups {
  readonly hits: number;
  readonly misses: number;
}

/** A job between its cache's first step and its last. */
export interface Begun {
  /** Of the build. */
  readonly env: Readonly<Record<string, string>>;
  /** What the build asked for; not part of the job. */
  lookups(): Promise<Lookups>;
  /** The last step. @throws {Error} when it fails */
  end(): Promise<void>;
  /** Ends what the cache has left running. */
  cleanUp(): Promise<void>;
}

/** A way for the jobs of a repository to share what they compile. */
export interface Way {
  readonly name: string;
  /** What comes before the build. @throws {Error} when it fails */
  begin(runner: Runner): Promise<Begun>;
}
