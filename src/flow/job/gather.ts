import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Config } from "../../config/config.ts";
import type { Ingredients, Revision } from "../../key/ingredients.ts";
import { parseToolchain } from "../../key/toolchain.ts";
import { hashLockfiles } from "./lockfiles.ts";

/** What the surroundings know and no file tells: who runs where. */
export interface JobContext extends Revision {
  /** Where the checkout is; absolute. */
  readonly workspace: string;
  readonly os: string;
  readonly arch: string;
  readonly job: string | undefined;
  /** JSON, or undefined where there is no matrix. */
  readonly matrix: string | undefined;
  /** Name of the event that started the run, or undefined outside of a workflow. */
  readonly event: string | undefined;
  /** Full name of the branch that a pull request is to be merged into. */
  readonly baseRef?: string | undefined;
}

/** Asks the compilers and reads the lockfiles; what cannot be had is left open, never an error. */
export async function gatherIngredients(
  config: Pick<Config, "keyPrefix" | "sharedKey" | "lockfiles" | "wrap">,
  context: JobContext,
  nowMs: number,
): Promise<Ingredients> {
  const wrapsC = config.wrap.includes("c") || config.wrap.includes("cmake");
  const [rustc, compiler, lockfiles] = await Promise.all([
    ask("rustc", ["-vV"], context.workspace),
    wrapsC ? ask("cc", ["--version"], context.workspace) : undefined,
    hashLockfiles(context.workspace, config.lockfiles),
  ]);
  return {
    prefix: config.keyPrefix,
    os: context.os,
    arch: context.arch,
    toolchain: rustc === undefined ? undefined : parseToolchain(rustc),
    compiler: compiler?.split("\n")[0]?.trim(),
    sharedKey: config.sharedKey,
    job: context.job,
    matrix: context.matrix,
    lockfiles,
    revision: context,
    nowMs,
  };
}

/** One line for the log when a compiler that the job wraps is not there yet, else undefined. */
export function noticeMissing(
  { toolchain }: Pick<Ingredients, "toolchain">,
  { wrap }: Pick<Config, "wrap">,
): string | undefined {
  if (toolchain || !wrap.includes("rust")) return undefined;
  return "There is no working rustc yet, so the key does not tell compilers apart: put this step behind the one that installs the toolchain.";
}

/** What a compiler prints of itself, in the workspace, since a rust-toolchain file there decides which one answers. */
async function ask(program: string, args: readonly string[], workspace: string): Promise<string | undefined> {
  try {
    return (await promisify(execFile)(program, args, { cwd: workspace, timeout: 20_000 })).stdout;
  } catch {
    return undefined; // none, or one that does not work: the key says so
  }
}
