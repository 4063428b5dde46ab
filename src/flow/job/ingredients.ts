import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { callThrough, type Env } from "../../config/config.ts";
import type { Config } from "../../config/inputs.ts";
import type { Ingredients, NativeCpu } from "../../key/parts.ts";
import { parseToolchain, wantsNativeCode } from "../../key/parts.ts";
import type { Log } from "../../log.ts";
import type { JobContext } from "./job.ts";
import { hashLockfiles, rustFolder } from "./workspace.ts";

/** What gathering needs to know of the machine. */
interface Surroundings {
  readonly env: Env;
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

/** The C compiler that the build calls: the user's CC without wrappers and flags, else `cc`. */
export function cCompiler(env: Env): string {
  const wrappers = /(^|[\\/])s?ccache(\.exe)?$/;
  const words = (env["CC"] ?? "").trim().split(/\s+/);
  return words.find((word) => word !== "" && !wrappers.test(word)) ?? "cc";
}

/**
 * The machine's CPU where a setting makes compilers produce code for it alone, else undefined. sccache's own keys hold the
 * flag and not the CPU, so a bundle from another model could bring code that this one cannot run.
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

/** https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure */
function nativeFile(folder: string, env: Env, home: string): string | undefined {
  const places = [
    ...parents(resolve(folder)).map((one) => join(one, ".cargo")),
    env["CARGO_HOME"] || join(home, ".cargo"),
  ];
  return (
    places
      .flatMap((place) => [join(place, "config.toml"), join(place, "config")])
      // Good enough for a search: a `#` within a string hides the rest of its line.
      .find((file) => wantsNativeCode(read(file).replace(/#.*$/gm, "")))
  );
}

function parents(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...parents(above)];
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // most of these places hold none
  }
}

/** As the system names it; on ARM, where it does not, what tells models apart in /proc/cpuinfo. */
function cpuModel(): string {
  const model = cpus()[0]?.model.trim() ?? "";
  if (model !== "" && model !== "unknown") return model;
  const lines = read("/proc/cpuinfo").match(/^(CPU implementer|CPU part|Features)\s*:.*$/gm) ?? [];
  return [...new Set(lines)].join(" ") || "unknown CPU";
}
