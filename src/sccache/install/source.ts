import { existsSync } from "node:fs";
import { access, constants, copyFile, readdir, realpath, stat, symlink } from "node:fs/promises";
import path from "node:path";
import type { Env } from "../../config/config.ts";
import type { Log } from "../../log.ts";
import { makeFolder } from "../../make-folder.ts";
import { openSccache } from "../server/server.ts";

/** An sccache that runs. */
export interface Installed {
  /** Absolute. */
  readonly path: string;
  /** Such as "0.16.0", as the binary itself says. */
  readonly version: string;
  /** The label of the source it came from. */
  readonly from: string;
}

/** One place where an sccache may come from. */
export interface Source {
  /** A few words for the log and for messages. */
  readonly label: string;
  /**
   * @throws Error that says in one line why there is none
   * @throws {SccacheUnavailable} when no other source should be asked either
   */
  find(): Promise<Omit<Installed, "from">>;
}

/**
 * The sccache of the first source that has one; later ones are not asked.
 * @throws {SccacheUnavailable} that says of each source why it has none
 */
export async function firstFound(sources: readonly Source[], log: Log): Promise<Installed> {
  const tried: string[] = [];
  for (const source of sources) {
    try {
      return { ...(await source.find()), from: source.label };
    } catch (error) {
      if (error instanceof SccacheUnavailable || !(error instanceof Error)) throw error;
      log.debug(`sccache: ${source.label}: ${error.message}`);
      tried.push(`${source.label}: ${error.message}`);
    }
  }
  throw new SccacheUnavailable(tried);
}

/** The machine to find or install sccache for. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** As `process.arch` has it. */
  readonly arch: string;
  readonly env: Env;
  /** Absolute; where installed tools are kept for the next time. */
  readonly toolsFolder: string;
}

/** sccache cannot be had, so nothing can be cached. Builds go on without; whoever catches this says so once. */
export class SccacheUnavailable extends Error {
  override readonly name = "SccacheUnavailable";

  /** `tried`: what was tried and why it did not work, one line each, in order. */
  constructor(tried: readonly string[]) {
    super(`sccache not found: ${tried.join("; ")}`);
  }
}

/** The name of sccache's file. */
export function binaryName(platform: NodeJS.Platform): string {
  return platform === "win32" ? "sccache.exe" : "sccache";
}

/** The sccache that a shell would find: the first on PATH that runs, of any version unless one is `wanted`. */
export function pathSource({ env, platform }: Machine, wanted?: string): Source {
  const find = async () => {
    const seen: string[] = [];
    for (const candidate of placesOnPath(env, platform)) {
      if (!(await isExecutable(candidate))) continue;
      // A shim of a version manager may be there without the program behind it: only one that runs counts.
      const version = await openSccache({ path: candidate, env })
        .version()
        .catch(() => undefined);
      if (version !== undefined && (wanted === undefined || version === wanted)) {
        return { path: candidate, version };
      }
      seen.push(version === undefined ? `${candidate} does not run` : `${candidate} is ${version}`);
    }
    const not = seen.length === 0 || wanted === undefined ? "" : `, not ${wanted}`;
    throw new Error(`${seen.join(", ") || "not there"}${not}`);
  };
  return { label: "PATH", find };
}

/**
 * The folder to put in front of PATH so that `sccache` is the one at `binary`, or undefined when it is already. The folder
 * holds nothing else: the one in which a system keeps its sccache would bring its other programs, too, before those that
 * the job has chosen. It is made in `folder` where there is none.
 */
export async function folderForPath(binary: string, env: Env, folder: string): Promise<string | undefined> {
  const { platform } = process;
  const real = (file: string) => realpath(file).catch(() => file);
  for (const candidate of placesOnPath(env, platform)) {
    if (!(await isExecutable(candidate))) continue;
    if ((await real(candidate)) === (await real(binary))) return undefined;
    break;
  }
  if ((await readdir(path.dirname(binary))).length === 1) return path.dirname(binary);
  const own = path.join(folder, "bin");
  await makeFolder(own);
  const file = path.join(own, binaryName(platform));
  if (platform === "win32") await copyFile(binary, file);
  else await symlink(binary, file);
  return own;
}

/** PATH of `env` with `folder` before all that is in it. */
export function searchPathFrom(folder: string, env: Env, platform: NodeJS.Platform): string {
  const { delimiter } = platform === "win32" ? path.win32 : path.posix;
  const others = searchPathIn(env, platform);
  return others === "" ? folder : `${folder}${delimiter}${others}`;
}

/** Windows spells it `Path`, and a copy of its environment minds the case. */
function searchPathIn(env: Env, platform: NodeJS.Platform): string {
  const isPath = (name: string) => name === "PATH" || (platform === "win32" && name.toUpperCase() === "PATH");
  return env[Object.keys(env).find(isPath) ?? "PATH"] ?? "";
}

/** Where sccache may be, in PATH's order. Only absolute folders: a relative one is whatever the build put there. */
export function placesOnPath(env: Env, platform: NodeJS.Platform): string[] {
  const { delimiter, isAbsolute, join } = platform === "win32" ? path.win32 : path.posix;
  const folders = searchPathIn(env, platform).split(delimiter).filter(isAbsolute);
  return [...new Set(folders.map((folder) => join(folder, binaryName(platform))))];
}

/** Whether there is an sccache at `program`, as settings name it: on PATH, or a file. */
export function hasSccache(
  program: string,
  { env, platform, workspace }: Pick<Machine, "env" | "platform"> & { readonly workspace: string },
): boolean {
  const isFile = /[\\/]/.test(program);
  const places = isFile ? [path.resolve(workspace, program)] : placesOnPath(env, platform);
  return places.some((place) => existsSync(place));
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false; // Missing or not ours to run: either way not a candidate.
  }
}
