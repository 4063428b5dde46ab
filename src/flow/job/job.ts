import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Env } from "../../config/config.ts";
import type { Config, JobConfig } from "../../config/inputs.ts";
import { configOfJob } from "../../config/parse-config.ts";
import type { Revision } from "../../key/parts.ts";
import { fullRef } from "../../key/ref.ts";
import { meantPath } from "../../meant-path.ts";
import {
  type BuildSettings,
  readBuildSettings,
  type SettingsPlace,
} from "../../sccache/environment/build-settings.ts";
import { effectiveDisk } from "../../sccache/environment/sccache-config.ts";
import { askCi, repositoryName, type Told, workspaceOf } from "./ci.ts";
import { unnamedDirectory } from "./folders.ts";
import type { Surroundings } from "./surroundings.ts";

/** One job of a CI: what it was told, where it is, and what it is called. */
export interface Job {
  readonly config: JobConfig;
  readonly surroundings: Surroundings;
  readonly context: JobContext;
  /** sccache's directory; absolute. */
  readonly directory: string;
  /** What the machine and the checkout say about the build. */
  readonly build: BuildSettings;
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
  const build = readBuildSettings(place, config.wrap);
  const { sccacheConfig } = build;
  const unnamed = unnamedDirectory(env, home);
  const directory = chooseDirectory(config.sccacheDir, { ...place, sccacheConfig, unnamed });
  return { config: configOfJob(config, build.cmake), surroundings, context, directory, build };
}

/** Which job this is: what no file of the checkout tells. On a CI that tells no branch, its event is `unknown`. */
export interface JobContext extends Revision, Omit<Told, keyof Revision | "workspace"> {
  /** Where the checkout is; absolute. */
  readonly workspace: string;
  readonly os: string;
  readonly arch: string;
}

/** What a user says in place of what the CI and the checkout tell. */
export type Overrides = {
  readonly [Field in keyof Omit<
    Told,
    "repository" | "workspace" | "event" | "sha" | "jobId" | "status"
  >]?: string;
};

/** Which job this is: from what the user says, from the CI whose variables are set, and else from the checkout. */
export async function readContext({
  env,
  workingDirectory,
  overrides = {},
}: {
  env: Env;
  workingDirectory: string;
  overrides?: Overrides;
}): Promise<JobContext> {
  // The status is of the moment in which it is asked, and the context is of the whole job.
  const told = askCi(env);
  const { status: _, ...ci } = told ?? {};
  const known: Told = { ...ci, ...saidBy(overrides) };
  const workspace = workspaceOf(env, workingDirectory, told);
  const git = await askGit(workspace, { known, env });
  const ref = known.ref ?? git.ref;
  const sha = known.sha ?? git.sha;
  // Jobs of one commit are of one pipeline: where no CI tells which, they must not count as a run each.
  const run = known.run ?? sha;
  const repository = env["SCCACHE_BUNDLE_REPOSITORY"] || known.repository;
  return {
    ...known,
    repository: repository && repositoryName(repository),
    workspace,
    os: osNames[process.platform] ?? process.platform,
    arch: process.arch,
    event: ref === undefined && told ? "unknown" : known.event,
    ref,
    baseRef: known.baseRef,
    defaultBranch: known.defaultBranch ?? git.defaultBranch,
    sha,
    run: run === undefined ? undefined : { id: run },
    pullRequest: known.pullRequest,
  };
}

function saidBy({ matrix, baseRef, pullRequest, ...others }: Overrides): Told {
  const said: Told = {
    ...others,
    // What toJSON(matrix) gives for a job without one.
    ...(matrix && !["null", "{}"].includes(matrix) && { matrix }),
    ...(baseRef && { baseRef: fullRef(baseRef) }),
    ...(pullRequest && { pullRequest, event: "pull_request", ref: `refs/pull/${pullRequest}/merge` }),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value)) as Told;
}

/** As GitHub's runners call systems, so that the action and the command line have the same keys. */
const osNames: Partial<Record<NodeJS.Platform, string>> = { darwin: "macos", win32: "windows" };

/** What git tells of the checkout, as far as it is not known; nothing where there is no git or no checkout. */
async function askGit(
  workspace: string,
  { known, env }: { readonly known: Told; readonly env: Env },
): Promise<Pick<Told, "ref" | "sha" | "defaultBranch">> {
  const ask = async (...args: string[]): Promise<string | undefined> => {
    try {
      // A container's root may ask in a checkout of the runner's user, where git answers nobody but its owner.
      const { stdout } = await promisify(execFile)("git", ["-c", "safe.directory=*", ...args], {
        cwd: workspace,
        env: { ...env },
        timeout: 10_000,
      });
      return stdout.trim() || undefined;
    } catch {
      return undefined; // the key and the policy say what they miss
    }
  };
  const [ref, sha, remoteHead] = await Promise.all([
    known.ref ?? ask("symbolic-ref", "--quiet", "HEAD"),
    known.sha ?? ask("rev-parse", "--verify", "--quiet", "HEAD"),
    known.defaultBranch ? undefined : ask("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"),
  ]);
  return { ref, sha, defaultBranch: remoteHead?.replace(/^refs\/remotes\/origin\//, "") };
}

/**
 * Where sccache keeps its entries in this job, absolute: as the input says, else SCCACHE_DIR, else sccache's configuration
 * file, else `unnamed`. sccache itself would make folders of a `~` or of a relative path that nobody means.
 */
export function chooseDirectory(
  asked: string | undefined,
  place: SettingsPlace & Pick<BuildSettings, "sccacheConfig"> & { readonly unnamed: string },
): string {
  const { workspace, env, home, sccacheConfig, unnamed } = place;
  const configured = effectiveDisk(env, sccacheConfig)?.directory;
  const chosen = asked ?? (env["SCCACHE_DIR"] || configured || unnamed);
  return meantPath(chosen, { workspace, home });
}
