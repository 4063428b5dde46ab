import { createHash } from "node:crypto";
import fs from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Env } from "../config/config.ts";
import { type Handoff, isHandoff } from "../flow/handoff.ts";
import { cacheFolder } from "../flow/job/folders.ts";
import type { JobContext } from "../flow/job/job.ts";
import { isOwnerGone, temporaryName } from "../left-over.ts";
import { makeFolder } from "../make-folder.ts";
import { homeFolder } from "../meant-path.ts";
import { replaceFile } from "../replace-file.ts";
import type { Variable } from "../sccache/environment/environment.ts";
import { textOf } from "../text-file.ts";

// The state, which restore leaves for `env` and save: a folder of its own, so that jobs of one user never take each other's. It
// is found by the CI's id of the job; where there is none by the variable that `env` sets, else by the workspace.

/** Words for a job without a state: where its restore was looked for. */
export function noRestoreIn({ jobId, workspace }: JobContext): string {
  return `No restore ran in this job${jobId === undefined ? `, in ${workspace}` : ""}`;
}

/** Names the state's folder; `env` sets it. */
export const stateVariable = "SCCACHE_BUNDLE_STATE";

/** What jobs leave that never save. A restore that was killed leaves what nobody can use. */
const forgottenAfterMs = 3 * 24 * 3600_000;

/** The copies of bundles among it, of up to `max-size` for each job: a save that comes later still fetches what it needs. */
const bundlesForgottenAfterMs = 6 * 3600_000;

/** The folder that is kept for one job or one watched directory, by its name. */
export function keptFolder(env: Env, kind: "jobs" | "watch", name: string): string {
  return join(
    cacheFolder(env, homeFolder()),
    kind,
    createHash("sha256").update(name).digest("hex").slice(0, 16),
  );
}

/** Makes the folder of a job that begins. Nobody else may write there: save runs the sccache that the handoff names. */
export async function beginState(context: JobContext, env: Env): Promise<string> {
  const home = homeOf(context, env);
  forgetOld(dirname(home));
  const folder = join(home, temporaryName(`${Date.now().toString(36).padStart(10, "0")}-`));
  await makeFolder(folder, 0o700);
  return folder;
}

/** The state of this job's newest restore; undefined where there was none, or where a save has ended it. */
export function findState(context: JobContext, env: Env): string | undefined {
  if (context.jobId === undefined) {
    const ofShell = newestFrom(env[stateVariable]);
    if (ofShell !== undefined) return ofShell;
  }
  return pathsIn(homeOf(context, env)).sort().at(-1);
}

/** Names, within the state of a restore, the state of the next one in the same shell: its variables may not be set yet. */
const nextName = "next";

/** The last of the states that followed each other in a shell, as far as they have not ended. */
function newestFrom(state: string | undefined): string | undefined {
  if (!state || !fs.existsSync(state)) return undefined;
  return newestFrom(textOf(join(state, nextName))) ?? state;
}

interface Left {
  readonly handoff: Handoff;
  readonly variables: readonly Variable[];
}

/**
 * Leaves it whole, or nothing at all. From then on it is the one of the shell whose environment is given, although that may know an
 * earlier one. @throws what the file system throws
 */
export async function leaveState(folder: string, left: Left, env: Env): Promise<void> {
  const before = env[stateVariable];
  try {
    await replaceFile(fileOf(folder), (made) => writeFile(made, JSON.stringify(left), { mode: 0o600 }));
    if (before && fs.existsSync(before)) await writeFile(join(before, nextName), folder, { mode: 0o600 });
  } catch (error) {
    endState(folder);
    throw error;
  }
}

/** What the restore left, or undefined when it did not get as far as that. */
export function readState(folder: string | undefined): Left | undefined {
  if (folder === undefined) return undefined;
  try {
    const { handoff, variables } = JSON.parse(fs.readFileSync(fileOf(folder), "utf8"));
    return isHandoff(handoff) && variables.every(isVariable) ? { handoff, variables } : undefined;
  } catch {
    return undefined; // as if there had been no restore, which whoever asks says
  }
}

export function endState(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
}

function fileOf(folder: string): string {
  return join(folder, "handoff.json");
}

function homeOf({ jobId, workspace }: JobContext, env: Env): string {
  return keptFolder(env, "jobs", jobId === undefined ? `workspace ${workspace}` : `job ${jobId}`);
}

function forgetOld(jobs: string): void {
  const homes = pathsIn(jobs).filter((home) => isOlderThan(bundlesForgottenAfterMs, home));
  for (const folder of pathsIn(jobs).flatMap(pathsIn)) {
    try {
      const isKilled = isOwnerGone(folder) && !fs.existsSync(fileOf(folder));
      if (isKilled || isOlderThan(forgottenAfterMs, folder)) endState(folder);
      if (!isOlderThan(bundlesForgottenAfterMs, fileOf(folder))) continue;
      for (const path of pathsIn(folder)) if (path.endsWith(".tar.zst")) fs.rmSync(path, { force: true });
    } catch {
      // another job has just removed it
    }
  }
  for (const home of homes) {
    try {
      fs.rmdirSync(home);
    } catch {
      // something is in it
    }
  }
}

function isOlderThan(ms: number, path: string): boolean {
  const found = fs.statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > ms;
}

function pathsIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return []; // no job has left anything yet
  }
}

function isVariable(value: Partial<Variable> | null): value is Variable {
  return typeof value?.name === "string" && typeof value.value === "string";
}
