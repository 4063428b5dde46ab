import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Env } from "../config/config.ts";
import { asHandoff, type Handoff } from "../flow/handoff.ts";
import type { JobContext } from "../flow/job/job.ts";
import { isOwnerGone, temporaryName } from "../left-over.ts";
import { defaultDirectory } from "../sccache/directory.ts";
import type { Variable } from "../sccache/environment/environment.ts";

// What restore leaves for `env` and for save, the state: a folder with a handoff, variables, and what they need besides. Each
// restore makes one of its own, so that jobs of one user never take each other's. A later command finds it by the CI's id of
// the job; where there is none by the variable that `env` sets, else by the workspace.

/** Names the state's folder; `env` sets it. */
export const stateVariable = "SCCACHE_BUNDLE_STATE";

/** What jobs leave that never save. A restore that was killed leaves what nobody can use. */
const forgottenAfterMs = 3 * 24 * 3600_000;

/** Our own folder beside sccache's. */
export function cacheFolder(env: Env): string {
  return join(dirname(defaultDirectory(process.platform, env, homedir())), "sccache-bundle");
}

/** Makes the folder of a job that begins. Nobody else may write there: save runs the sccache that the handoff names. */
export function beginState(context: JobContext, env: Env): string {
  const home = homeOf(context, env);
  forgetOld(dirname(home));
  const began = Date.now().toString(36).padStart(10, "0");
  const folder = join(home, temporaryName(`${began}-`));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The state of this job's newest restore; undefined where there was none, or where a save has ended it. */
export function findState(context: JobContext, env: Env): string | undefined {
  const named = env[stateVariable];
  if (named && context.jobId === undefined && existsSync(named)) return named;
  const home = homeOf(context, env);
  const newest = list(home).sort().at(-1);
  return newest && join(home, newest);
}

interface Left {
  readonly handoff: Handoff;
  readonly variables: readonly Variable[];
}

/** Leaves it whole, or nothing at all. @throws what the file system throws */
export function leaveState(folder: string, left: Left): void {
  const file = fileOf(folder);
  try {
    writeFileSync(`${file}.new`, JSON.stringify(left), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    endState(folder);
    throw error;
  }
}

/** What the restore left, or undefined when it did not get as far as that. */
export function readState(folder: string | undefined): Left | undefined {
  if (folder === undefined) return undefined;
  try {
    const { handoff, variables } = JSON.parse(readFileSync(fileOf(folder), "utf8"));
    const parsed = asHandoff(handoff);
    return parsed && isVariables(variables) ? { handoff: parsed, variables } : undefined;
  } catch {
    return undefined; // as if there had been no restore, which whoever asks says
  }
}

export function endState(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function fileOf(folder: string): string {
  return join(folder, "handoff.json");
}

function homeOf({ jobId, workspace }: JobContext, env: Env): string {
  const job = jobId === undefined ? `workspace ${workspace}` : `job ${jobId}`;
  return join(cacheFolder(env), "jobs", createHash("sha256").update(job).digest("hex").slice(0, 16));
}

function forgetOld(jobs: string): void {
  for (const job of list(jobs)) {
    for (const began of list(join(jobs, job))) {
      const folder = join(jobs, job, began);
      try {
        const isKilled = isOwnerGone(folder) && !existsSync(fileOf(folder));
        if (isKilled || Date.now() - statSync(folder).mtimeMs > forgottenAfterMs) endState(folder);
      } catch {
        // another job has just removed it
      }
    }
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no job has left anything yet
  }
}

function isVariables(value: unknown): value is readonly Variable[] {
  const isVariable = (one: Partial<Variable> | null) =>
    typeof one?.name === "string" && typeof one.value === "string";
  return Array.isArray(value) && value.every(isVariable);
}
