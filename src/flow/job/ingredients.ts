import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { isAbsolute, join, relative, sep } from "node:path";
import { Minimatch } from "minimatch";
import { callThrough, type Env, parseLines } from "../../config/config.ts";
import { inputs, type JobConfig } from "../../config/inputs.ts";
import { type Ingredients, type LockfileHash, type NativeCpu, parseToolchain } from "../../key/parts.ts";
import type { Log } from "../../log.ts";
import { cargoSettings } from "../../sccache/environment/cargo-config.ts";
import { below, childrenOf, rustFolder, walk } from "../../sccache/environment/checkout.ts";
import { cCompiler } from "../../sccache/environment/launcher-names.ts";
import { wantsNativeCode } from "../../sccache/native-code.ts";
import { textOf } from "../../text-file.ts";
import { cpuModel } from "./cpu.ts";
import type { JobContext } from "./job.ts";
import type { Surroundings } from "./surroundings.ts";

/** Asks the compilers and reads the lockfiles; what cannot be had is left open, never an error. */
export async function gatherIngredients(
  config: Pick<JobConfig, "keyPrefix" | "sharedKey" | "lockfiles" | "wrap" | "cmdFormat">,
  context: JobContext,
  {
    env,
    home,
    log,
    nowMs,
  }: Pick<Surroundings, "env" | "home"> & {
    readonly log: Pick<Log, "info" | "notice">;
    readonly nowMs: number;
  },
): Promise<Ingredients> {
  const { workspace, os, arch, workflow, job, matrix } = context;
  const { cmdFormat } = config;
  const isEmpty = childrenOf(workspace).length === 0;
  if (isEmpty) {
    log.notice(
      "The workspace is empty, so nothing is known of lockfiles, toolchain files and CMake. If this job checks out a repository, " +
        "put this step after the checkout.",
    );
  }
  const wrapsC = config.wrap.includes("c") || config.wrap.includes("cmake");
  const rust = buildsRust(config.wrap) ? rustFolder(workspace) : undefined;
  // What also wraps C may do so for a project without Rust, whatever compiler the machine has beside.
  const asksRustc = buildsRust(config.wrap) && (rust !== undefined || !wrapsC);
  const folder = rust ?? workspace;
  if (folder !== workspace) log.info(`Using the toolchain of ${relative(workspace, folder)} for the key`);
  const [rustc, compiler, lockfiles] = await Promise.all([
    asksRustc ? ask(callThrough(cmdFormat, ["rustc", "-vV"]), { folder, env, log }) : undefined,
    wrapsC
      ? ask(callThrough(cmdFormat, [cCompiler(env), "--version"]), { folder: workspace, env, log })
      : undefined,
    hashLockfiles(workspace, config.lockfiles),
  ]);
  if (lockfiles.files.length === 0 && !isEmpty && !isUsual(config.lockfiles)) {
    log.notice(
      `No file in ${workspace} matches lockfiles (${config.lockfiles.join(", ")}), so the key does not change when dependencies do.`,
    );
  }
  const toolchain = rustc === undefined ? undefined : parseToolchain(rustc);
  if (asksRustc && !toolchain && config.wrap.includes("rust")) {
    log.notice(
      "No working rustc was found, so the key does not tell compilers apart. Put this step after the one that installs the toolchain.",
    );
  }
  const cpu = findNativeCpu(folder, env, home);
  if (cpu) log.info(`Bundles are kept apart by CPU (${cpu.model}): ${cpu.why}`);
  const compilerTitle = compiler?.split("\n")[0]?.trim();
  return {
    ...{ prefix: config.keyPrefix, os, arch, toolchain, compiler: compilerTitle, cpu },
    ...{ sharedKey: config.sharedKey, workflow, job, matrix, lockfiles, revision: context, nowMs },
  };
}

/** Whether these are the globs of whoever names none: without any of these files, projects are as they should be. */
function isUsual(globs: readonly string[]): boolean {
  return globs.join() === parseLines(inputs.lockfiles.fallback)?.join();
}

/** Whether Rust may be built by way of sccache: it is wrapped, or the user wraps what we are not told. */
function buildsRust(wrap: JobConfig["wrap"]): boolean {
  return wrap.includes("rust") || wrap.length === 0;
}

/** Silence becomes a line in the log after this long, and an answer is given up after that. */
const patienceMs = { silent: 5_000, most: 15 * 60_000 };

/**
 * What a program prints to standard output, or undefined where there is none or it fails. It is never killed: `rustc -vV`
 * may be rustup installing a toolchain, which would be left in halves, and the key must not depend on how fast that is.
 */
async function ask(
  [program = "", ...args]: readonly string[],
  { folder, env, log }: { folder: string; env: Env; log: Pick<Log, "info"> },
): Promise<string | undefined> {
  const call = [program, ...args].join(" ");
  const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "ignore"] });
  const answer = Promise.withResolvers<string | undefined>();
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += text.length < 100_000 ? chunk : "";
  });
  child.on("error", () => answer.resolve(undefined)); // there is no such program: the key says so
  child.on("close", (code) => answer.resolve(code === 0 ? text : undefined));
  const say = () => log.info(`Waiting for \`${call}\`; rustup may be installing the toolchain`);
  const silent = setTimeout(say, patienceMs.silent);
  const late = setTimeout(() => {
    child.unref();
    answer.resolve(undefined);
  }, patienceMs.most);
  try {
    return await answer.promise;
  } finally {
    clearTimeout(silent);
    clearTimeout(late);
  }
}

/**
 * The machine's CPU where a setting makes compilers produce code for it alone, else undefined. sccache's own keys hold the
 * flag and not the CPU. What no setting here tells, the server's log does (see `Arguments.native`), and restore leaves out
 * what is for another CPU; with the CPU in its key, each model has bundles of its own.
 */
function findNativeCpu(folder: string, env: Env, home: string): NativeCpu | undefined {
  const where = nativeVariable(env) ?? nativeFile(folder, env, home);
  return where === undefined ? undefined : { model: cpuModel(), why: `native code, as ${where} says` };
}

const flagVariables =
  /^(RUSTFLAGS|CARGO_ENCODED_RUSTFLAGS|CARGO_BUILD_RUSTFLAGS|CARGO_TARGET_.+_RUSTFLAGS|(.+_)?C(XX)?FLAGS(_.+)?)$/;

function nativeVariable(env: Env): string | undefined {
  return Object.keys(env)
    .sort()
    .find((name) => flagVariables.test(name) && wantsNativeCode(env[name] ?? ""));
}

function nativeFile(workspace: string, env: Env, home: string): string | undefined {
  return cargoSettings({ workspace, env, home }).find(({ settings }) =>
    wantsNativeCode(JSON.stringify(settings)),
  )?.file;
}

/**
 * Hashes the files of `workspace` that match `globs` (a leading `!` leaves out; absolute ones are for files in it). The hash depends on their
 * relative names and contents alone: not on the order of the walk, on line endings or on where the workspace is.
 * A folder or file that cannot be read is passed over.
 */
export function hashLockfiles(workspace: string, globs: readonly string[]): LockfileHash {
  const matcher = (glob: string) => toMatcher(workspace, glob);
  const wanted = globs.filter((glob) => !glob.startsWith("!")).map(matcher);
  const unwanted = globs.filter((glob) => glob.startsWith("!")).map((glob) => matcher(glob.slice(1)));
  const isWanted = (name: string) =>
    wanted.some((glob) => glob.match(name)) && !unwanted.some((glob) => glob.match(name));
  const found: string[] = [];
  for (const { path, children } of walk(workspace)) {
    const names = children.filter((child) => child.isFile()).map(({ name }) => name);
    found.push(...names.map((name) => below(path, name)).filter(isWanted));
  }
  const hash = createHash("sha256");
  const files: string[] = [];
  for (const name of found.sort()) {
    const content = textOf(join(workspace, name))?.replaceAll("\r\n", "\n");
    if (content === undefined) continue;
    files.push(name);
    hash.update(`${name}\0${content.length}\0${content}\0`);
  }
  return { files, sha256: hash.digest("hex") };
}

function toMatcher(workspace: string, glob: string): Minimatch {
  const inside = isAbsolute(glob)
    ? relative(workspace, glob).replaceAll(sep, "/")
    : glob.replace(/^\.\//, "");
  return new Minimatch(inside, { dot: true, nocomment: true, nonegate: true });
}
