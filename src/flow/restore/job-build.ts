import type { Env, Wrapper } from "../../config/config.ts";
import type { JobConfig } from "../../config/inputs.ts";
import { otherBackends } from "../../sccache/environment/backends.ts";
import type { BuildSettings } from "../../sccache/environment/build-settings.ts";
import {
  type BuildEnvironment,
  buildEnvironment,
  rawLevelOf,
} from "../../sccache/environment/environment.ts";
import { readOnlyBy } from "../../sccache/environment/sccache-config.ts";
import { openLauncher } from "../../sccache/launcher/launcher.ts";
import { withOwnProgram } from "../../sccache/server/own-program.ts";
import { openServer, proveServer, type ServerRef } from "../../sccache/server/server.ts";
import { type StartOptions, startServer } from "../../sccache/server/start.ts";
import { freeBytes } from "../disk.ts";
import { makeDirectory } from "./adopt.ts";
import { cacheBytesFor, type Limits, mayWriteRaw } from "./unpacking.ts";

/** Where a job builds. */
export interface BuildPlace {
  readonly config: JobConfig;
  /** sccache's directory; absolute. */
  readonly directory: string;
  /** The environment that the build would have without us. */
  readonly env: Env;
  readonly settings: BuildSettings;
  /** An existing folder for the server's socket, which stays for as long as anybody may build in the exported environment. */
  readonly serverFolder: string;
  /** Absolute; where the program may be kept that the build calls as sccache, best first. */
  readonly launcherFolders: readonly string[];
  /** Told of each server just before it is started. */
  readonly onStart?: StartOptions["onStart"];
}

export interface JobBuildRequest extends BuildPlace {
  readonly limits: Limits;
  readonly sccache: { readonly path: string; readonly version: string };
}

/** A build that will use sccache: its environment, and a running server that was seen to wrap its compilers. */
interface JobBuild {
  readonly environment: BuildEnvironment;
  /** What the environment calls as sccache: the launcher, or the binary itself. */
  readonly command: string;
  readonly server: ServerRef;
  /** Whether sccache writes its new entries raw. */
  readonly isRaw: boolean;
}

export type Opened = { readonly kind: "ready"; readonly build: JobBuild } | NotReady;

/** `unreached`: no compiler will call sccache, as the environment's warnings say. `failed`: sccache does not work here. */
type NotReady =
  | { readonly kind: "unreached"; readonly environment: BuildEnvironment }
  | { readonly kind: "failed"; readonly why: string };

/**
 * Starts the job's server in the environment that the build will have if nothing is restored. Nothing is proved yet: until
 * `finishBuild` has done so, nothing may be exported.
 */
export async function openBuild(request: JobBuildRequest): Promise<Opened> {
  const { directory, settings, env, sccache, launcherFolders: folders, config } = request;
  const launcher =
    config.wrap.length > 0 && (await openLauncher({ ...sccache, binary: sccache.path, env, folders }));
  const command = launcher || sccache.path;
  const plan = await planEnvironment(request, { command, restoredBytes: 0, refused: new Map() });
  if (!plan.environment.reaches) return unreached(plan.environment);
  try {
    if (!readOnlyBy(env, settings.sccacheConfig)) await makeDirectory(directory);
  } catch (error) {
    return { kind: "failed", why: (error as Error).message };
  }
  const started = await start(request, plan.environment);
  if (started.kind === "ready") return { kind: "ready", build: { ...plan, server: started.server } };
  // Where sccache is told to use another backend, that is the likely reason, and the user's to change.
  const todo = otherBackends(env, settings.sccacheConfig).map(
    (backend) => `; sccache is told to use ${backend.name}: ${backend.todo}`,
  );
  return { kind: "failed", why: started.why + todo.join("") };
}

/** What was seen of a build's server and compilers. */
interface Proved {
  /** Wrappers that sccache refuses to work for, and why. */
  readonly refused: ReadonlyMap<Wrapper, string>;
  /** What the build calls as sccache. */
  readonly command: string;
}

/**
 * The build as it is proved: what sccache refuses to wrap is left out. Runs beside the download, as it needs the processor
 * and that needs the network.
 */
export async function proveBuild(
  request: JobBuildRequest,
  { environment, server, command }: JobBuild,
): Promise<Proved | { readonly why: string }> {
  const { env, sccache, config } = request;
  const { proofs } = environment;
  const calls = proofs.map(({ call }) => call);
  const { why, refused, worked, requests } = await proveServer(server, {
    env: withExports(env, environment),
    calls,
    ours: new Set(proofs.filter(({ isOurs }) => isOurs).map(({ call }) => call)),
    command,
    format: config.cmdFormat,
  });
  if (why !== undefined) return { why };
  if (worked > 0 && requests === 0 && command !== sccache.path) {
    // A launcher that sees no server, as where a mount shows files as another user's, would run all compilers itself.
    const alone = { command: sccache.path, restoredBytes: 0, refused: new Map() };
    return proveBuild(request, { ...(await planEnvironment(request, alone)), server });
  }
  const reasons = proofs.flatMap(({ wrapper }, i) => {
    const reason = refused[i];
    return reason === undefined ? [] : [[wrapper, reason] as const];
  });
  return { refused: new Map(reasons), command };
}

/**
 * The final environment, for what was restored. The server is started anew where it differs in what the server itself is
 * told. Nothing of it is left running when the build will not use it.
 */
export async function finishBuild(
  request: JobBuildRequest,
  opened: JobBuild,
  proved: Proved & { readonly restoredBytes: number },
): Promise<Opened> {
  const { server } = opened;
  const plan = await planEnvironment(request, proved);
  const { environment } = plan;
  if (environment.reaches && told(environment) === told(opened.environment)) {
    return { kind: "ready", build: await settled({ ...plan, server }, request) };
  }
  const stopped = await openServer(server, { env: request.env }).stop();
  if (!environment.reaches) return unreached(environment);
  if (stopped.kind === "failed") return { kind: "failed", why: stopped.why };
  const started = await start(request, environment);
  if (started.kind === "failed") return started;
  return { kind: "ready", build: await settled({ ...plan, server: started.server }, request) };
}

/** Its warnings say why; none of it is exported. */
function unreached(environment: BuildEnvironment): NotReady {
  return { kind: "unreached", environment: { ...environment, exports: [] } };
}

async function planEnvironment(
  request: JobBuildRequest,
  { command, restoredBytes, refused }: Proved & { readonly restoredBytes: number },
): Promise<Omit<JobBuild, "server">> {
  const { config, directory, sccache, env, settings, limits } = request;
  const room = { ...limits, freeBytes: await freeBytes(directory) };
  const level = rawLevelOf(sccache.version);
  const isRaw = level !== undefined && mayWriteRaw(restoredBytes, room, config.maxSizeBytes);
  const environment = buildEnvironment({
    directory,
    isAsked: config.sccacheDir !== undefined,
    cacheSizeBytes: cacheBytesFor(restoredBytes),
    wrap: config.wrap,
    sccachePath: command,
    isLauncher: command !== sccache.path,
    compressionLevel: isRaw ? level : undefined,
    env,
    platform: process.platform,
    settings,
    refused,
  });
  const theirs = env["SCCACHE_CACHE_ZSTD_LEVEL"];
  return { environment, command, isRaw: theirs ? Number(theirs) === level : isRaw };
}

function start({ sccache, env, serverFolder: folder, onStart }: JobBuildRequest, exported: BuildEnvironment) {
  const { path: sccachePath, version } = sccache;
  return startServer({ sccachePath, version, env: withExports(env, exported), folder, onStart });
}

function withExports(env: Env, { exports }: BuildEnvironment): Env {
  return { ...env, ...Object.fromEntries(exports.map(({ name, value }) => [name, value])) };
}

/** What of an environment the server itself reads when it starts, and we decide. */
function told({ exports }: BuildEnvironment): string {
  const names = ["SCCACHE_CACHE_SIZE", "SCCACHE_CACHE_ZSTD_LEVEL"];
  return JSON.stringify(exports.filter(({ name }) => names.includes(name)));
}

/** The build with the server's address in its environment, and a server that the save can speak to whatever the build does. */
async function settled(build: JobBuild, { env, serverFolder }: BuildPlace): Promise<JobBuild> {
  const address = Object.entries(build.server.variables)
    .filter(([name, value]) => env[name] !== value)
    .map(([name, value]) => ({ name, value }));
  const { environment } = build;
  return {
    ...build,
    server: await withOwnProgram(build.server, { folder: serverFolder, env }),
    environment: { ...environment, exports: [...environment.exports, ...address] },
  };
}
