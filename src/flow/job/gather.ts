import { relative } from "node:path";
import { callThrough } from "../../config/command-format.ts";
import type { Config } from "../../config/config.ts";
import { parseToolchain } from "../../key/family.ts";
import type { Ingredients } from "../../key/ingredients.ts";
import type { Log } from "../../log.ts";
import { ask, cCompiler, rustFolder } from "./compilers.ts";
import type { JobContext } from "./context.ts";
import { hashLockfiles } from "./lockfiles.ts";
import { findNativeCpu } from "./native-cpu.ts";

/** What gathering needs to know of the machine. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's folder. */
  readonly home: string;
  readonly log: Pick<Log, "info" | "notice">;
  readonly nowMs: number;
}

/** Asks the compilers and reads the lockfiles; what cannot be had is left open, never an error. */
export async function gatherIngredients(
  config: Pick<Config, "keyPrefix" | "sharedKey" | "lockfiles" | "wrap" | "cmdFormat">,
  context: JobContext,
  { env, home, log, nowMs }: Surroundings,
): Promise<Ingredients> {
  const { workspace } = context;
  const { cmdFormat } = config;
  const wrapsC = config.wrap.includes("c") || config.wrap.includes("cmake");
  const folder = rustFolder(workspace);
  if (folder !== workspace) log.info(`Using the toolchain of ${relative(workspace, folder)} for the key`);
  const [rustc, compiler, lockfiles] = await Promise.all([
    ask(callThrough(cmdFormat, ["rustc", "-vV"]), { folder, env, log }),
    wrapsC
      ? ask(callThrough(cmdFormat, [cCompiler(env), "--version"]), { folder: workspace, env, log })
      : undefined,
    hashLockfiles(workspace, config.lockfiles),
  ]);
  const toolchain = rustc === undefined ? undefined : parseToolchain(rustc);
  if (!toolchain && config.wrap.includes("rust")) {
    log.notice(
      "No working rustc was found, so the key does not tell compilers apart. Put this step after the one that installs the toolchain.",
    );
  }
  const cpu = findNativeCpu(folder, env, home);
  if (cpu) log.info(`Bundles are kept apart by CPU (${cpu.model}): ${cpu.why}`);
  return {
    prefix: config.keyPrefix,
    os: context.os,
    arch: context.arch,
    toolchain,
    compiler: compiler?.split("\n")[0]?.trim(),
    cpu,
    sharedKey: config.sharedKey,
    workflow: context.workflow,
    job: context.job,
    matrix: context.matrix,
    lockfiles,
    revision: context,
    nowMs,
  };
}
