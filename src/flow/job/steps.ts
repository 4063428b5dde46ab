import { type Config, inputs, type JobConfig } from "../../config/inputs.ts";
import type { JobStatus } from "../../job-status.ts";
import { planKeys } from "../../key/key.ts";
import { scopesOf } from "../../key/ref.ts";
import type { Log } from "../../log.ts";
import type { Report } from "../../report/report.ts";
import type { BuildEnvironment } from "../../sccache/environment/environment.ts";
import { endOwnProgram } from "../../sccache/server/own-program.ts";
import { openStore } from "../../store/open.ts";
import type { Catalog } from "../../store/store.ts";
import { openZstd } from "../../zstd/open.ts";
import type { Deps } from "../deps.ts";
import type { Handoff } from "../handoff.ts";
import { stoppingServers } from "../restore/interrupted.ts";
import type { BuildPlace } from "../restore/job-build.ts";
import type { Restored } from "../restore/restore.ts";
import { openSigning } from "../signing.ts";
import { threadsFor } from "../threads.ts";
import { cpuPrint } from "./cpu.ts";
import { launcherFolders } from "./folders.ts";
import { gatherIngredients } from "./ingredients.ts";
import type { Job } from "./job.ts";
import type { FoundSccache } from "./sccache.ts";
import type { Surroundings } from "./surroundings.ts";

// The steps of a job, as the action, the command line and the library all run them. Each loads its own code alone.

/** The keys of a job, and the compilers that they name. */
type JobKeys = Pick<Handoff, "keys" | "toolchain" | "compiler">;

/** Plans the keys of a job. Asks the compilers and reads the lockfiles, so it can take as long as rustup does. */
export async function openKeys({
  config,
  context,
  surroundings,
}: Pick<Job, "config" | "context" | "surroundings">): Promise<JobKeys> {
  const ingredients = await gatherIngredients(config, context, { ...surroundings, nowMs: Date.now() });
  const { toolchain, compiler } = ingredients;
  return {
    keys: planKeys(ingredients, config),
    toolchain: toolchain?.title ?? null,
    compiler: compiler ?? null,
  };
}

/** Everything that the use cases need. `tempDirectory` exists. */
export function openDeps(
  { config, context, surroundings }: Pick<Job, "config" | "context" | "surroundings">,
  { tempDirectory }: Pick<Deps, "tempDirectory">,
): Deps {
  const { storeEnv, log, token, signingKeys, showProgress } = surroundings;
  const { zstd, fallbackReason } = openZstd();
  if (fallbackReason) log.notice(`Packing will be slower: ${fallbackReason}`);
  const scopes = scopesOf(context);
  return {
    log,
    ...openStore(config.store, { log, env: storeEnv, token, scopes }),
    signing: openSigning(signingKeys, { repository: context.repository, scopes }),
    zstd,
    threads: threadsFor(config),
    cpu: cpuPrint(),
    now: Date.now,
    showProgress,
    tempDirectory,
  };
}

/**
 * The listing of the configured store with the bundles of all refs, where it has one. No build waits for it, so it may take as long as
 * something comes; a folder does not say that it reads.
 */
export function openCatalogOf(
  { store }: Pick<Config, "store">,
  { storeEnv: env, log, token }: Surroundings,
): Catalog | undefined {
  const scopes = { own: undefined, base: undefined, defaultBranch: undefined };
  const patience = { questionMs: Number.POSITIVE_INFINITY, quietMs: 120_000 };
  return openStore(store, { log, env, token, scopes, patience }).catalog;
}

/**
 * The step before the build, which says what of the user's own it changes or keeps for it. Both folders exist; `serverFolder` is
 * kept for as long as anybody may build. Returns what `leave` does, which leaves for the build and the save what they need: if it
 * fails, nobody knows of the job's server, and it is stopped.
 */
export async function restoreJob<T>(
  job: Job,
  sccache: FoundSccache,
  { tempDirectory, serverFolder }: Pick<Deps, "tempDirectory"> & Pick<BuildPlace, "serverFolder">,
  leave: (restored: Restored) => Promise<T>,
): Promise<T> {
  const { config, context, directory, build, surroundings } = job;
  const { env, toolsFolder } = surroundings;
  const deps = openDeps(job, { tempDirectory });
  const keys = await openKeys(job);
  const { restore } = await import("../restore/restore.ts");
  const place = {
    directory,
    env,
    settings: build,
    serverFolder,
    launcherFolders: launcherFolders(toolsFolder),
  };
  const work = async (onStart: BuildPlace["onStart"]) => {
    const restored = await restore({ config, context, sccache, ...keys, ...place, onStart }, deps);
    if (restored.environment) sayEnvironment(restored.environment, surroundings.log);
    return leave(restored);
  };
  return stoppingServers(work, env);
}

function sayEnvironment({ notices, warnings }: BuildEnvironment, log: Log): void {
  for (const notice of notices) log.notice(notice);
  for (const warning of warnings) log.warning(warning.text, warning.topic);
}

/** The step after the build: what the job left in sccache's directory becomes one bundle, if anything is new. */
export async function saveJob(
  handoff: Handoff,
  { status, tempDirectory }: { readonly status: JobStatus; readonly tempDirectory: string },
  surroundings: Surroundings,
): Promise<Report> {
  const { env, home } = surroundings;
  const deps = openDeps({ ...handoff, surroundings }, { tempDirectory });
  const { save } = await import("../save/save.ts");
  const report = await save({ handoff, status, env, home }, deps);
  if (handoff.server) await endOwnProgram(handoff.server, { given: handoff.sccache.path });
  return report;
}

/** What a save would report of the build at this moment; everything goes on. */
export async function explainJob(handoff: Handoff, surroundings: Surroundings): Promise<Report> {
  const { env, home, log } = surroundings;
  const { reportSoFar } = await import("../evidence/so-far.ts");
  return reportSoFar({ handoff, env, home }, { log, cpu: cpuPrint() });
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
  job: Job,
  isGiven: (field: keyof Config) => boolean,
): Promise<Handoff> {
  const fields = Object.keys(inputs) as (keyof Config)[];
  const changed = fields.filter((field) => {
    const isSame = JSON.stringify(job.config[field]) === JSON.stringify(restored.config[field]);
    return isGiven(field) && !isSame && field !== "sccacheDir";
  });
  if (isGiven("sccacheDir") && job.directory !== restored.directory) {
    job.surroundings.log.notice(
      `This save reads ${restored.directory}, which the restore of the same job filled, and not ${job.directory}`,
    );
  }
  if (changed.length === 0) return restored;
  const names = changed.map((field) => inputs[field].name).join(", ");
  job.surroundings.log.notice(
    `This save has other settings than the restore of the same job, and uses its own: ${names}`,
  );
  const own = Object.fromEntries(changed.map((field) => [field, job.config[field]]));
  const config: JobConfig = { ...restored.config, ...own };
  const keys = changed.some((field) => ofKeys.has(field)) ? await openKeys({ ...job, config }) : {};
  return { ...restored, config, ...keys };
}

/** The handoff for the save of a job in which no restore step ran: every entry counts as new, and as used. */
export async function startCold(job: Job, sccache: FoundSccache): Promise<Handoff> {
  const { config, context, directory, surroundings } = job;
  const skipped = { kind: "skipped", why: "no restore step ran in this job" } as const;
  return {
    format: 4,
    config,
    context,
    directory,
    ...(await openKeys(job)),
    readyAtMs: surroundings.env["RUNNER_ENVIRONMENT"] === "github-hosted" ? 0 : null,
    // Whether the build used this one is not known.
    sccache: sccache.path === null ? sccache : { path: sccache.path, version: null },
    server: null,
    rawAtSource: false,
    restore: { outcome: skipped, seconds: 0, phases: [] },
    base: skipped,
    overlay: skipped,
  };
}
