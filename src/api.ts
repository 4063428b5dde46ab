// biome-ignore-all lint/style/noExcessiveLinesPerFile: the library's whole surface, so that its declarations are one file without imports.
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { planBudget } from "./budget/plan.ts";
import { candidatesOf } from "./budget/worth.ts";
import { readContents, readManifest } from "./bundle/format/read-manifest.ts";
import { unpack as unpackBundle } from "./bundle/unpack.ts";
import { verify as verifyBundle } from "./bundle/verify.ts";
import { ConfigError } from "./config/config.ts";
import { type Config, inputs } from "./config/inputs.ts";
import { parseConfig, requireStore } from "./config/parse-config.ts";
import { parseSigningKey } from "./config/signing-keys.ts";
import { packByHand } from "./flow/by-hand.ts";
import { isHandoff } from "./flow/handoff.ts";
import { openServerFolder, removeIfServerless } from "./flow/job/folders.ts";
import { restoreInShell } from "./flow/job/in-shell.ts";
import { openJob } from "./flow/job/job.ts";
import { saveJob } from "./flow/job/steps.ts";
import { surroundingsIn } from "./flow/job/surroundings.ts";
import { filling } from "./flow/restore/adopt.ts";
import { trustFrom } from "./flow/signing.ts";
import { threadsFor } from "./flow/threads.ts";
import type { WarningTopic } from "./log.ts";
import { makeFolder } from "./make-folder.ts";
import { safeLine } from "./report/foreign.ts";
import { withHelp } from "./report/help-links.ts";
import { openZstd } from "./zstd/open.ts";

/** Where keys come from. */
export interface KeyOptions {
  /**
   * The environment with `SCCACHE_BUNDLE_SIGNING_KEY` and `SCCACHE_BUNDLE_VERIFY_KEYS`: with either, a bundle that is not
   * signed by one of the keys is refused. Default: that of this process.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Options of everything that works on a bundle's bytes. */
export interface ThreadOptions extends KeyOptions {
  /** Number of threads, 1 to 64. Default: one per core, as far as memory allows. */
  readonly threads?: number;
  /** Called as the work proceeds, in uncompressed bytes. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Options of `pack`. */
export interface PackOptions extends ThreadOptions {
  /** zstd level, 1 to 19. Default: 3. */
  readonly compressionLevel?: number;
  /** Uncompressed size of an independent part of the bundle, such as `"128M"`, which is the default. */
  readonly segmentSize?: string;
  /** When the bundle was made, in seconds since 1970. With the same value, equal directories give equal files. Default: now. */
  readonly created?: number;
}

/** Options of `plan`. */
export interface PlanOptions extends KeyOptions {
  /** Size limit of a bundle, such as `"200M"`. */
  readonly maxSize: string;
}

/** What `pack` made. */
export interface PackResult {
  /** Size of the bundle, in bytes. */
  readonly bytes: number;
  /** Number of entries in the bundle. */
  readonly entries: number;
  /** Entries that were left out, and why. */
  readonly dropped: readonly { readonly name: string; readonly why: string }[];
  /** Number of files in the directory that are not sccache's. They are left out. */
  readonly foreign: number;
}

/** What `unpack` did. */
export interface UnpackResult {
  /** Names of the bundle's entries. Those that the directory already had are kept as they were. */
  readonly entries: readonly string[];
}

/** One cached compilation in a bundle. */
export interface Entry {
  /** Name in sccache's directory, with `/`. */
  readonly name: string;
  /** Size without sccache's own compression, in bytes. */
  readonly bytes: number;
  /** Size of the file that sccache wrote, in bytes. */
  readonly storedBytes: number;
  /** When a build last used it, in seconds since 1970. */
  readonly lastUse: number;
  /** How many runs used it. */
  readonly runs: number;
  /** Name of the crate, source or object, or null where it is not known. */
  readonly label: string | null;
  /** What was compiled, such as `rust` or `c`, or null where it is not known. */
  readonly language: string | null;
  /** How long the compiler took, in milliseconds, or null where it was not measured. */
  readonly costMs: number | null;
}

/** What a bundle says of itself. */
export interface BundleInfo {
  /** Size of the file, in bytes. */
  readonly bytes: number;
  /** Name and version of the program that made it. */
  readonly creator: string;
  /** In seconds since 1970. */
  readonly created: number;
  readonly sccacheVersion: string | null;
  /** The compiler, as `rustc -vV` titles it. */
  readonly toolchain: string | null;
  /** The ref whose job saved it, or null where none is known. */
  readonly ref: string | null;
  /** For what it is signed, or null when it is not. The signature was checked if there are keys. */
  readonly signedFor: {
    readonly repository: string | null;
    readonly ref: string | null;
    readonly key: string | null;
  } | null;
  readonly entries: readonly Entry[];
}

/** Something that is wrong with a bundle. */
export interface Finding {
  /** The kind of damage, for programs. */
  readonly fault: string;
  /** In one line, for people. */
  readonly why: string;
  /** Names of the entries that are lost by it. */
  readonly entries: readonly string[];
}

/** What a size limit would keep of a bundle. */
export interface Plan {
  /** Expected size of the bundle, in bytes: at most the limit. */
  readonly bytes: number;
  readonly keep: readonly { readonly name: string; readonly reason: "used" | "used-before" }[];
  readonly evict: readonly {
    readonly name: string;
    readonly reason: "unused" | "too-old" | "over-budget" | "larger" | "too-many";
  }[];
}

/** Name of an input, as in action.yml and in the README's table. */
export type InputName =
  | "max-size"
  | "save"
  | "pull-request"
  | "shared-key"
  | "key-prefix"
  | "wrap"
  | "lockfiles"
  | "strategy"
  | "store"
  | "strict"
  | "restore"
  | "key"
  | "restore-keys"
  | "repository-limit"
  | "reserve"
  | "evict"
  | "max-age"
  | "delete-superseded"
  | "keep-last"
  | "compression-level"
  | "segment-size"
  | "threads"
  | "sccache-dir"
  | "sccache"
  | "sccache-version"
  | "sccache-sha256"
  | "sccache-mirror"
  | "cmd-format"
  | "lookup-only"
  | "fail-on-cache-miss"
  | "job-summary"
  | "pr-comment";

/** Settings of a job by the names and with the values of the action's inputs. */
export type Inputs = { readonly [name in InputName]?: string | number | boolean };

/** Where a job runs and how it speaks. */
export interface JobOptions {
  /** The job's environment. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the checkout, unless the CI's variables name it. Default: the working directory. */
  readonly workingDirectory?: string;
  /** Called with each line for the log. Default: silent. */
  readonly log?: (level: "debug" | "info" | "notice" | "warning", message: string) => void;
}

/** Options of `restore`. */
export interface RestoreOptions extends JobOptions {
  /** `store` is required outside GitHub Actions. */
  readonly inputs?: Inputs;
  /** What the job is called, instead of what the CI's variables and the checkout say. */
  readonly job?: {
    readonly workflow?: string;
    readonly job?: string;
    readonly matrix?: string;
    /** Full name of what is built, such as `refs/heads/main`. */
    readonly ref?: string;
    readonly baseRef?: string;
    readonly defaultBranch?: string;
    /** Number of the pull request. */
    readonly pullRequest?: string;
    /** Id of the workflow run, which its jobs share. */
    readonly run?: string;
  };
}

/** What a step did, as `restore --json` and `save --json` print it: docs/report.md. */
export type Report = Readonly<Record<string, unknown>>;

/** What `restore` did. */
export interface RestoreResult {
  /**
   * `restored`, `found` (only looked up), `missed`, `skipped` (not wanted, or of no use) or `failed`. A failure is not
   * thrown: the build can run without a cache.
   */
  readonly outcome: "restored" | "found" | "missed" | "skipped" | "failed";
  /** Key of the bundle, or null where there is none. */
  readonly key: string | null;
  /** Variables that the build must be started with. Empty where sccache cannot be used: the build then runs without it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Pass it to `save` after the build. A string that holds no secret; its content may change with any version. */
  readonly state: string;
  readonly report: Report;
}

/** Options of `save`. */
export interface SaveOptions extends JobOptions {
  /** How the build went. Where it is not given, no entry is removed for not being used. */
  readonly status?: "success" | "failure" | "cancelled";
}

/** What `save` did. */
export interface SaveResult {
  /** What happened to the bundle, such as `saved`, `skipped` or `failed`. A failure is not thrown. */
  readonly outcome: string;
  readonly report: Report;
}

/**
 * Packs all entries of an sccache directory into the bundle `file`, which appears whole or not at all. Nothing may write
 * to the directory meanwhile.
 * @throws {Error} what reading and writing throws, as for a directory that is missing; named `DiskError` when the disk is full, and
 * `BundleError` when there is more than a bundle may hold
 */
export async function pack(directory: string, file: string, options: PackOptions = {}): Promise<PackResult> {
  const config = settings({
    "compression-level": options.compressionLevel,
    "segment-size": options.segmentSize,
    threads: options.threads,
  });
  const packed = await packByHand(
    {
      directory: resolve(directory),
      out: resolve(file),
      created: options.created ?? Math.floor(Date.now() / 1000),
      config,
      signingKey: parseSigningKey(options.env ?? process.env),
      ...progressOf(options),
    },
    openZstd().zstd,
  );
  const { bytes, dropped, manifest, foreign } = packed;
  return { bytes, entries: manifest.entries.length, dropped, foreign };
}

/**
 * Unpacks the bundle `file` into an sccache directory, which is made where it is missing. Entries that are there already
 * are kept. On an error the directory is as it was.
 * @throws {Error} named `BundleError` on the first damage; what reading and writing throws
 */
export async function unpack(
  file: string,
  directory: string,
  options: ThreadOptions = {},
): Promise<UnpackResult> {
  const { zstd } = openZstd();
  const from = resolve(file);
  const manifest = await readManifest(from, zstd, trustOf(options));
  const threads = threadsFor(settings({ threads: options.threads }));
  const into = resolve(directory);
  const entries = await filling(into, (folder) =>
    unpackBundle(
      { file: from, manifest, directory: folder, wanted: () => true, threads, ...progressOf(options) },
      zstd,
    ),
  );
  return { entries: entries.map(({ name }) => name) };
}

/** Reads what a bundle says of itself, from the end of the file alone. @throws {Error} named `BundleError` when it is not a sound bundle */
export async function inspect(file: string, options: KeyOptions = {}): Promise<BundleInfo> {
  const from = resolve(file);
  const { manifest, signedFor } = await readContents(from, openZstd().zstd, trustOf(options));
  const { creator, created, sccacheVersion, toolchain, ref, entries } = manifest;
  return {
    bytes: (await stat(from)).size,
    creator,
    created,
    sccacheVersion,
    toolchain,
    ref,
    signedFor: signedFor ?? null,
    entries: entries.map(({ name, bytes, storedBytes, lastUse, runs, label, language, costMs }) => {
      return { name, bytes, storedBytes, lastUse, runs, label, language, costMs };
    }),
  };
}

/** Reads a bundle to the end and returns all that is wrong with it: nothing when it is sound. @throws {Error} what reading the file throws */
export async function verify(file: string, options: ThreadOptions = {}): Promise<readonly Finding[]> {
  const threads = threadsFor(settings({ threads: options.threads }));
  const { findings } = await verifyBundle(
    { file: resolve(file), threads, trust: trustOf(options), ...progressOf(options) },
    openZstd().zstd,
  );
  return findings.map(({ fault, why, ...lost }) => ({
    fault,
    why,
    entries: "entries" in lost ? lost.entries : [],
  }));
}

/** Returns what a bundle of at most `maxSize` would keep of `file`. @throws {Error} named `BundleError` or `ConfigError` */
export async function plan(file: string, options: PlanOptions): Promise<Plan> {
  const { maxSizeBytes: budgetBytes } = settings({ "max-size": options.maxSize });
  const manifest = await readManifest(resolve(file), openZstd().zstd, trustOf(options));
  const limits = { budgetBytes, evictAge: undefined, maxAgeDays: undefined, now: manifest.created };
  const { expectedBytes, keep, evict } = planBudget(candidatesOf(manifest), limits);
  return {
    bytes: expectedBytes,
    keep: keep.map(({ entry: { name }, reason }) => ({ name, reason })),
    evict: evict.map(({ entry: { name }, reason }) => ({ name, reason })),
  };
}

/**
 * Runs before a build: finds or installs sccache, starts a server for this job alone, and restores sccache's directory from
 * the best matching bundle. @throws {Error} named `ConfigError` that lists all invalid inputs, before any work
 */
export async function restore(options: RestoreOptions = {}): Promise<RestoreResult> {
  const surroundings = surroundingsOf(options);
  const given = options.inputs ?? {};
  requireStore(Boolean(given.store), surroundings.env);
  const config = settings(given);
  const job = await openJob(config, surroundings, { ...options.job });
  const serverFolder = await openServerFolder(surroundings.toolsFolder);
  const tempDirectory = join(serverFolder, "work");
  await mkdir(tempDirectory);
  return restoreInShell(job, { tempDirectory, serverFolder }, async ({ report, handoff, variables }) => {
    if ((await readdir(tempDirectory)).length === 0) await removeIfServerless(serverFolder, handoff);
    const { outcome } = handoff.restore;
    return {
      outcome: outcome.kind,
      key: "key" in outcome ? outcome.key : null,
      variables: Object.fromEntries(variables.map(({ name, value }) => [name, value])),
      state: JSON.stringify({ handoff, tempDirectory }),
      report: { ...report },
    };
  });
}

/**
 * Runs after the build: stops the job's server and saves a new bundle if enough is new. `state` is what `restore` returned,
 * and the settings are those of the restore. @throws {Error} when `state` is not from this version's `restore`
 */
export async function save(state: string, options: SaveOptions = {}): Promise<SaveResult> {
  const { handoff, tempDirectory } = readState(state);
  await makeFolder(tempDirectory);
  const report = await saveJob(handoff, { status: options.status, tempDirectory }, surroundingsOf(options));
  await rm(tempDirectory, { recursive: true, force: true });
  await removeIfServerless(dirname(tempDirectory), handoff);
  return { outcome: report.save?.outcome.kind ?? "skipped", report: { ...report } };
}

function readState(state: string) {
  try {
    const { handoff, tempDirectory } = JSON.parse(state) as { handoff: unknown; tempDirectory: unknown };
    if (isHandoff(handoff) && typeof tempDirectory === "string") return { handoff, tempDirectory };
  } catch {
    // as below
  }
  throw new Error("the state is not what this version's restore returned");
}

/** @throws {ConfigError} also for names that are not inputs, which JavaScript does not check */
function settings(given: { readonly [name in InputName]?: string | number | boolean | undefined }): Config {
  const known = new Set(Object.values(inputs).map(({ name }) => name));
  const unknown = Object.entries(given).filter(([name]) => !known.has(name));
  if (unknown.length > 0) {
    const why = "is not an input";
    throw new ConfigError(unknown.map(([name, value]) => ({ name, value: String(value ?? ""), why })));
  }
  return parseConfig((name) => String(given[name as InputName] ?? ""));
}

function trustOf({ env = process.env }: KeyOptions) {
  return trustFrom(env);
}

function progressOf({ onProgress }: ThreadOptions) {
  return onProgress ? { onProgress } : {};
}

function surroundingsOf({ env = process.env, workingDirectory = process.cwd(), log }: JobOptions) {
  const at = (level: Parameters<NonNullable<typeof log>>[0]) => (message: string) =>
    log?.(level, safeLine(message));
  return surroundingsIn(env, {
    workingDirectory,
    log: {
      debug: at("debug"),
      info: at("info"),
      notice: at("notice"),
      warning: (text: string, topic: WarningTopic) => at("warning")(withHelp(text, topic)),
    },
    token: env["GITHUB_TOKEN"],
  });
}
