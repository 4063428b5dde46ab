import { access, constants, copyFile, mkdir, readdir, realpath, stat, symlink } from "node:fs/promises";
import path from "node:path";
import type { SccachePolicy } from "../../config/config.ts";
import type { Log } from "../../log.ts";
import { openSccache } from "../server/server.ts";
import { type Download, toolCacheDownload } from "./download.ts";
import { DEFAULT_VERSION, releaseSource } from "./release.ts";
import { binaryName, firstFound, type Installed, type Machine, type Source, type Sourced } from "./source.ts";

/** Which sccache the user wants. */
export interface Wanted {
  readonly policy: SccachePolicy;
  /** Exactly this one, also from PATH; undefined takes any from PATH, and installs the default one. */
  readonly version?: string | undefined;
  /** Of the release archive, in hex. */
  readonly sha256?: string | undefined;
  /** A base address with the release's files, instead of the project's own. */
  readonly mirror?: string | undefined;
}

export interface InstallDeps {
  readonly machine: Machine;
  readonly log: Log;
  readonly download?: Download;
}

/**
 * The sccache that `wanted` describes, installed into the machine's tools folder when it must be, and found there
 * the next time. Takes minutes at most.
 * @throws {SccacheUnavailable} that says what was tried
 */
export async function findSccache(wanted: Wanted, deps: InstallDeps): Promise<Installed> {
  const installed = await firstFound(sourcesFor(wanted, deps), deps.log);
  deps.log.info(`sccache ${installed.version} from ${installed.from}: ${installed.path}`);
  return installed;
}

/** Where to look, in order. */
function sourcesFor({ policy, version, sha256, mirror }: Wanted, deps: InstallDeps): readonly Source[] {
  const { machine, download = toolCacheDownload() } = deps;
  const onPath = pathSource(machine.env, machine.platform, version);
  const release = () =>
    releaseSource(machine, { version: version ?? DEFAULT_VERSION, sha256, mirror, download });
  switch (policy) {
    case "auto":
      return [onPath, release()];
    case "path":
      return [onPath];
    case "install":
      return [release()];
  }
}

/** Any environment. */
type Variables = Readonly<Record<string, string | undefined>>;

/** The sccache that a shell would find: the first on PATH that runs, of any version unless one is `wanted`. */
export function pathSource(env: Variables, platform: NodeJS.Platform, wanted?: string): Source {
  return { label: "PATH", find: () => findOnPath(env, platform, wanted) };
}

async function findOnPath(env: Variables, platform: NodeJS.Platform, wanted?: string): Promise<Sourced> {
  const seen: string[] = [];
  for (const candidate of candidates(env, platform)) {
    if (!(await isExecutable(candidate))) continue;
    // A shim of a version manager may be there without the program behind it: only one that runs counts.
    const version = await openSccache({ path: candidate, env, platform })
      .version()
      .catch(() => undefined);
    if (version !== undefined && (wanted === undefined || version === wanted)) {
      return { kind: "found", path: candidate, version };
    }
    seen.push(version === undefined ? `${candidate} does not run` : `${candidate} is ${version}`);
  }
  if (seen.length === 0) return { kind: "absent", why: "not there" };
  return {
    kind: "absent",
    why: wanted === undefined ? seen.join(", ") : `${seen.join(", ")}, not ${wanted}`,
  };
}

/**
 * The folder to put in front of PATH so that `sccache` is the one at `binary`, or undefined when it is already. The folder
 * holds nothing else: the one in which a system keeps its sccache would bring its other programs, too, before those that
 * the job has chosen. It is made in `folder` where there is none.
 */
export async function folderForPath(
  binary: string,
  env: Variables,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const real = (file: string) => realpath(file).catch(() => file);
  for (const candidate of candidates(env, platform)) {
    if (!(await isExecutable(candidate))) continue;
    if ((await real(candidate)) === (await real(binary))) return undefined;
    break;
  }
  if ((await readdir(path.dirname(binary))).length === 1) return path.dirname(binary);
  const own = path.join(folder, "bin");
  await mkdir(own, { recursive: true });
  const file = path.join(own, binaryName(platform));
  if (platform === "win32") await copyFile(binary, file);
  else await symlink(binary, file);
  return own;
}

/** Where sccache may be, in PATH's order. Only absolute folders: a relative one is whatever the build put there. */
export function candidates(env: Variables, platform: NodeJS.Platform): string[] {
  const { delimiter, isAbsolute, join } = platform === "win32" ? path.win32 : path.posix;
  const folders = pathVariable(env, platform).split(delimiter).filter(isAbsolute);
  return [...new Set(folders.map((folder) => join(folder, binaryName(platform))))];
}

/** Windows spells it `Path`, and a copy of its environment minds the case. */
function pathVariable(env: Variables, platform: NodeJS.Platform): string {
  if (platform !== "win32") return env["PATH"] ?? "";
  const name = Object.keys(env).find((variable) => variable.toUpperCase() === "PATH");
  return name === undefined ? "" : (env[name] ?? "");
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false; // Missing or not ours to run: either way not a candidate.
  }
}
