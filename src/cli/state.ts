import { createHash, randomBytes } from "node:crypto";
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
import { basename, dirname, join } from "node:path";
import { type Handoff, parseHandoff } from "../flow/handoff.ts";
import type { Variable } from "../sccache/environment/environment.ts";
import { defaultDirectory } from "../sccache/layout.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** What restore leaves for `env` and for save: a handoff, variables, and a folder for what they need besides. */
export interface State {
  readonly file: string;
  /** Lives until save has run. */
  readonly folder: string;
}

/** Names the file of the handoff: for the job that evaluates what `env` prints, or where it must not be in the user's cache. */
export const handoffVariable = "SCCACHE_BUNDLE_HANDOFF";

/** A job that has not saved after so long never will. */
const abandonedMs = 7 * 24 * 3_600_000;

/**
 * A new state, for the restore of a job: where SCCACHE_BUNDLE_HANDOFF says when nothing is there yet, else in the user's own
 * cache folder. Never where others may write: save runs the sccache that the handoff names. What another job has left is
 * not touched, whoever shares the directory with it.
 */
export function beginState(directory: string, env: Env): State {
  const asked = env[handoffVariable];
  const own = join(jobsFolder(env), randomBytes(8).toString("hex"), "handoff.json");
  const state = stateAt(asked && !existsSync(asked) ? asked : own);
  mkdirSync(state.folder, { recursive: true, mode: 0o700 });
  removeAbandoned(jobsFolder(env));
  writeFileSync(latestFile(directory, env), state.file, { mode: 0o600 });
  return state;
}

/**
 * The state of the job that asks: as SCCACHE_BUNDLE_HANDOFF says, else that of the last restore into `directory` by the
 * same job of the CI.
 */
export function stateOf(directory: string, env: Env): State {
  const asked = env[handoffVariable];
  if (asked) return stateAt(asked);
  try {
    return stateAt(readFileSync(latestFile(directory, env), "utf8"));
  } catch {
    return stateAt(join(jobsFolder(env), "none", "handoff.json")); // there was no restore
  }
}

function stateAt(file: string): State {
  return { file, folder: `${file}.files` };
}

function jobsFolder(env: Env): string {
  const folder = join(cacheFolder(env), "jobs");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Names the state of the last restore into `directory`, of one job where the CI tells jobs apart. */
function latestFile(directory: string, env: Env): string {
  const names = ["GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB", "CI_JOB_ID", "BUILD_TAG"];
  const job = names.map((name) => env[name] ?? "");
  const key = createHash("sha256")
    .update(JSON.stringify([directory, ...job]))
    .digest("hex");
  return join(jobsFolder(env), `latest-${key.slice(0, 16)}`);
}

function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    try {
      if (Date.now() - statSync(path).mtimeMs > abandonedMs) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another job was quicker.
    }
  }
}

/** Our own folder beside sccache's. */
export function cacheFolder(env: Env): string {
  return join(dirname(defaultDirectory(process.platform, env, homedir())), "sccache-bundle");
}

interface Left {
  readonly handoff: Handoff;
  readonly variables: readonly Variable[];
}

/** Leaves it whole, or nothing at all. @throws what the file system throws */
export function leaveState(state: State, left: Left): void {
  const part = `${state.file}.new`;
  try {
    writeFileSync(part, JSON.stringify(left), { mode: 0o600 });
    renameSync(part, state.file);
  } catch (error) {
    rmSync(part, { force: true });
    endState(state);
    throw error;
  }
}

/** What the last restore left, or undefined when there was none. */
export function findState({ file }: State): Left | undefined {
  try {
    const { handoff, variables } = JSON.parse(readFileSync(file, "utf8"));
    const parsed = parseHandoff(JSON.stringify(handoff));
    return parsed && isVariables(variables) ? { handoff: parsed, variables } : undefined;
  } catch {
    return undefined; // as if there had been no restore, which whoever asks says
  }
}

export function endState({ file, folder }: State): void {
  rmSync(file, { force: true });
  rmSync(folder, { recursive: true, force: true });
  if (basename(dirname(dirname(file))) === "jobs") rmSync(dirname(file), { recursive: true, force: true });
}

function isVariables(value: unknown): value is readonly Variable[] {
  const isVariable = (one: Partial<Variable> | null) =>
    typeof one?.name === "string" && typeof one.value === "string";
  return Array.isArray(value) && value.every(isVariable);
}
