import type { Env } from "../../config/config.ts";
import type { Config } from "../../config/inputs.ts";
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
import { openZstd } from "../../zstd/open.ts";
import type { Deps } from "../deps.ts";
import { threadsFor } from "../machine.ts";
import { openSigning } from "../trust.ts";
import { chooseDirectory, type JobContext, type Overrides, readContext } from "./context.ts";
import { gatherIngredients } from "./ingredients.ts";

/** What an adapter knows of the machine, and how it speaks. */
export interface Surroundings {
  readonly env: Env;
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

/** One job of a CI: what it was told, where it is, and what it is called. */
export interface Job {
  readonly config: Config;
  readonly surroundings: Surroundings;
  readonly context: JobContext;
  /** sccache's directory; absolute. */
  readonly directory: string;
  /** What the machine and the checkout say about the build. */
  readonly build: BuildSurroundings;
}

/** The job that this process belongs to. */
export async function openJob(
  config: Config,
  surroundings: Surroundings,
  overrides: Overrides = {},
): Promise<Job> {
  const { env, workingDirectory, home } = surroundings;
  const context = await readContext({ env, workingDirectory, overrides });
  const place = { workspace: context.workspace, env, home, platform: process.platform };
  const build = readSurroundings(place);
  const directory = chooseDirectory(config.sccacheDir, { ...place, sccacheConfig: build.sccacheConfig });
  return { config, surroundings, context, directory, build };
}

/** What a job's bundles are called, and the compiler as it titles itself. */
interface JobKeys {
  readonly keys: KeyPlan;
  readonly toolchain: string | null;
}

/** Plans the keys of a job. Asks the compilers and reads the lockfiles, so it can take as long as rustup does. */
export async function openKeys({
  config,
  context,
  surroundings,
}: Pick<Job, "config" | "context" | "surroundings">): Promise<JobKeys> {
  const ingredients = await gatherIngredients(config, context, { ...surroundings, nowMs: Date.now() });
  return { keys: planKeys(ingredients, config), toolchain: ingredients.toolchain?.title ?? null };
}

/** The sccache of a job, or why there is none. */
export interface FoundSccache {
  readonly path?: string;
  readonly version?: string;
  readonly why?: string;
}

/** Finds or installs the sccache of a job. */
export async function openSccacheOf({ config, surroundings }: Job): Promise<FoundSccache> {
  const { env, toolsFolder, log } = surroundings;
  const machine = { platform: process.platform, arch: process.arch, env, toolsFolder };
  try {
    return await findSccache(config, { machine, log });
  } catch (error) {
    if (!(error instanceof SccacheUnavailable)) throw error;
    return { why: error.message };
  }
}

/** Everything that the use cases need. Without `sccachePath` they work without an sccache. */
export function openDeps(
  { config, context, surroundings }: Pick<Job, "config" | "context" | "surroundings">,
  { sccachePath, tempDirectory }: { sccachePath?: string | undefined; tempDirectory: string },
): Deps {
  const { env, log, token, signingKeys, showProgress } = surroundings;
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
