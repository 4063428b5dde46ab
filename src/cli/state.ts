import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
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

/** Names the file of the handoff where it must not be in the user's own cache. */
export const handoffVariable = "SCCACHE_BUNDLE_HANDOFF";

/**
 * Where the state of jobs that use the sccache directory `directory` is: as SCCACHE_BUNDLE_HANDOFF says, else in the
 * user's own cache folder. Never where others may write: save runs the sccache that the handoff names.
 */
export function stateOf(directory: string, env: Env): State {
  const key = createHash("sha256").update(directory).digest("hex").slice(0, 16);
  const file = env[handoffVariable] || join(cacheFolder(env), "jobs", key, "handoff.json");
  return { file, folder: `${file}.files` };
}

/** Our own folder beside sccache's. */
export function cacheFolder(env: Env): string {
  return join(dirname(defaultDirectory(process.platform, env, homedir())), "sccache-bundle");
}

interface Left {
  readonly handoff: Handoff;
  readonly variables: readonly Variable[];
}

/** Makes the state's folder anew; what an earlier job left is gone. */
export function beginState({ file, folder }: State): void {
  rmSync(file, { force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
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
}

function isVariables(value: unknown): value is readonly Variable[] {
  const isVariable = (one: Partial<Variable> | null) =>
    typeof one?.name === "string" && typeof one.value === "string";
  return Array.isArray(value) && value.every(isVariable);
}
