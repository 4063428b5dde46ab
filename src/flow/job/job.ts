import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import { inputs } from "../../config/inputs.ts";
import type { SigningKeys } from "../../config/signing-keys.ts";
import { type KeyPlan, planKeys } from "../../key/key.ts";
import type { Log } from "../../log.ts";
import type { ShowProgress } from "../../report/progress.ts";
import {
  type Surroundings as BuildSurroundings,
  readSurroundings,
} from "../../sccache/environment/surroundings.ts";
import { findSccache } from "../../sccache/install/install.ts";
import { SccacheUnavailable } from "../../sccache/install/source.ts";
import { openSccache } from "../../sccache/server/server.ts";
import { openStore } from "../../store/open.ts";
import { scopesOf } from "../../store/scopes.ts";
import type { Catalog } from "../../store/store.ts";
import { threadsFor } from "../../threads.ts";
import { openZstd } from "../../zstd/open.ts";
import type { Deps } from "../deps.ts";
import type { Handoff, Part } from "../handoff.ts";
import { openSigning } from "../signing.ts";
import { chooseDirectory, isNewMachine, type JobContext, type Overrides, readContext } from "./context.ts";
import { gatherIngredients } from "./ingredients.ts";

/** What an adapter knows of the machine, and how it speaks. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly workingDirectory: string;
  /** The user's folder. */
  readonly home: string;
  readonly log: Log;
  readonly showProgress?: ShowProgress | undefined;
  /** For GitHub's listing; never in a value that is logged or kept. */
  readonly token: string | undefined;
  /** Like the token. Undefined where there are none. */
  readonly signingKeys: SigningKeys | undefined;
  /** Where an sccache that is installed is kept for later jobs. */
  readonly toolsFolder: string;
}

/** One job of a CI: where it is, and what it is called. */
export interface Job {
  readonly context: JobContext;
  /** sccache's directory; absolute. */
  readonly directory: string;
  /** What the machine and the checkout say about the build. */
  readonly build: BuildSurroundings;
}

/** What a job's bundles are called, and the compiler as it titles itself. */
interface JobKeys {
  readonly keys: KeyPlan;
  readonly toolchain: string | null;
}

/** The sccache of a job, or why there is none. */
export type FoundSccache = Awaited<ReturnType<typeof findSccache>> | { readonly why: string };

/** The job that this process belongs to. */
export async function openJob(
  config: Pick<Config, "sccacheDir">,
  { env, workingDirectory, home }: Surroundings,
  overrides: Overrides = {},
): Promise<Job> {
  const context = await readContext({ env, workingDirectory, overrides });
  const place = { workspace: context.workspace, env, home, platform: process.platform };
  const build = readSurroundings(place);
  const { sccacheConfig } = build;
  return { context, directory: chooseDirectory(config.sccacheDir, { ...place, sccacheConfig }), build };
}

/** Plans the keys of a job. Asks the compilers and reads the lockfiles, so it can take as long as rustup does. */
export async function openKeys(
  config: Config,
  { context }: Pick<Job, "context">,
  { env, home, log }: Surroundings,
): Promise<JobKeys> {
  const ingredients = await gatherIngredients(config, context, { env, home, log, nowMs: Date.now() });
  return { keys: planKeys(ingredients, config), toolchain: ingredients.toolchain?.title ?? null };
}

/** Finds or installs the sccache of a job. */
export async function openSccacheOf(config: Config, surroundings: Surroundings): Promise<FoundSccache> {
  const { env, toolsFolder, log } = surroundings;
  const wanted = {
    policy: config.sccache,
    version: config.sccacheVersion,
    sha256: config.sccacheSha256,
    mirror: config.sccacheMirror,
  };
  const machine = { platform: process.platform, arch: process.arch, env, toolsFolder };
  try {
    return await findSccache(wanted, { machine, log });
  } catch (error) {
    if (!(error instanceof SccacheUnavailable)) throw error;
    return { why: error.message };
  }
}

/** Everything that the use cases need. Without `sccachePath` they work without an sccache. */
export function openDeps(
  {
    config,
    context,
    sccachePath,
    tempDirectory,
  }: { config: Config; context: JobContext; sccachePath?: string | undefined; tempDirectory: string },
  { env, log, token, signingKeys, showProgress }: Surroundings,
): Deps {
  const { zstd, fallbackReason } = openZstd();
  if (fallbackReason) log.notice(`Packing will be slower: ${fallbackReason}`);
  const scopes = scopesOf(context);
  return {
    log,
    ...openStore(config.store, { log, env, token, scopes }),
    signing: openSigning(signingKeys, { repository: context.repository, scopes }),
    zstd,
    threads: threadsFor(config),
    now: Date.now,
    showProgress,
    tempDirectory,
    sccache: sccachePath === undefined ? undefined : openSccache({ path: sccachePath, env }),
  };
}

/** The listing of the configured store with the bundles of all refs, where it has one. */
export function openCatalogOf(
  { store }: Pick<Config, "store">,
  { env, log, token }: Surroundings,
): Catalog | undefined {
  const scopes = { own: undefined, base: undefined, defaultBranch: undefined };
  return openStore(store, { log, env, token, scopes }).catalog;
}

/** Makes a folder that only this user can read. */
export function makeTempDirectory(parent: string): string {
  return mkdtempSync(join(parent, "sccache-bundle-"));
}

/** Inputs that decide what a bundle is called. */
const ofKeys: ReadonlySet<keyof Config> = new Set([
  "strategy",
  "key",
  "restoreKeys",
  "keyPrefix",
  "sharedKey",
  "lockfiles",
  "pullRequest",
  "wrap",
  "cmdFormat",
]);

/**
 * The handoff for the save of a job: what its restore was told counts, except what the save itself was told
 * otherwise (`isGiven`), which is said.
 */
export async function continueJob(
  restored: Handoff,
  own: { readonly config: Config; readonly isGiven: (field: keyof Config) => boolean },
  job: Job,
  surroundings: Surroundings,
): Promise<Handoff> {
  const fields = Object.keys(inputs) as (keyof Config)[];
  const changed = fields.filter((field) => {
    const isSame = JSON.stringify(own.config[field]) === JSON.stringify(restored.config[field]);
    return own.isGiven(field) && !isSame && field !== "sccacheDir";
  });
  if (changed.length === 0) return restored;
  const names = changed.map((field) => inputs[field].name).join(", ");
  surroundings.log.notice(
    `This save has other settings than the restore of the same job, and uses its own: ${names}`,
  );
  const config: Config = {
    ...restored.config,
    ...Object.fromEntries(changed.map((field) => [field, own.config[field]])),
  };
  const keys = changed.some((field) => ofKeys.has(field)) ? await openKeys(config, job, surroundings) : {};
  return { ...restored, config, ...keys };
}

/** The handoff for the save of a job in which no restore step ran: every entry counts as new, and as used. */
export async function startCold(
  config: Config,
  { job, sccache }: { readonly job: Job; readonly sccache: FoundSccache | undefined },
  surroundings: Surroundings,
): Promise<Handoff> {
  const skipped: Part = { kind: "skipped", why: "no restore step ran in this job" };
  return {
    format: 2,
    config,
    context: job.context,
    directory: job.directory,
    ...(await openKeys(config, job, surroundings)),
    readyAtMs: isNewMachine(surroundings.env) ? 0 : null,
    sccache: sccache && "path" in sccache ? { path: sccache.path, version: null } : null,
    server: null,
    rawAtSource: false,
    base: skipped,
    overlay: skipped,
    restoreMs: 0,
    restorePhases: [],
  };
}
