import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Config } from "../config/config.ts";
import type { Ingredients, Toolchain } from "./ingredients.ts";
import { hashLockfiles } from "./lockfiles.ts";
import { parseToolchain } from "./toolchain.ts";

/** What the surroundings know and no file tells: who runs where. */
export interface JobContext {
  /** Where the checkout is; absolute. */
  readonly workspace: string;
  readonly os: string;
  readonly arch: string;
  readonly job: string | undefined;
  /** JSON, or undefined where there is no matrix. */
  readonly matrix: string | undefined;
  /** Name of the event that started the run, or undefined outside of a workflow. */
  readonly event: string | undefined;
  /** Full name of the git ref, such as `refs/heads/main`. */
  readonly ref: string | undefined;
  readonly defaultBranch: string | undefined;
}

/** Asks the compiler and reads the lockfiles; what cannot be had is left open, never an error. */
export async function gatherIngredients(
  config: Pick<Config, "name" | "share" | "lockfiles">,
  context: JobContext,
): Promise<Ingredients> {
  const [toolchain, lockfiles] = await Promise.all([
    askRustc(context.workspace),
    hashLockfiles(context.workspace, config.lockfiles),
  ]);
  const apart = config.share === "job";
  return {
    name: config.name,
    os: context.os,
    arch: context.arch,
    toolchain,
    job: apart ? context.job : undefined,
    matrix: apart ? context.matrix : undefined,
    lockfiles,
  };
}

/** In the workspace, since a rust-toolchain file there decides which compiler answers. */
async function askRustc(workspace: string): Promise<Toolchain | undefined> {
  try {
    const { stdout } = await promisify(execFile)("rustc", ["-vV"], { cwd: workspace, timeout: 20_000 });
    return parseToolchain(stdout);
  } catch {
    return undefined; // no rustc, or one that does not work: the key says so
  }
}
