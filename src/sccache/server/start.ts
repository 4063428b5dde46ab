import { spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { appendFile, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Env } from "../../config/config.ts";
import { makeFolder } from "../../make-folder.ts";
import { startedIn } from "../run-program.ts";
import {
  addressVariables,
  freePort,
  givenAddress,
  isListening,
  mostSocketBytes,
  type ServerAddress,
} from "./address.ts";
import { endByForce } from "./end-by-force.ts";
import { makeServerFolder, serverFolderName, serverLogName, socketName } from "./folder.ts";
import { logVariables } from "./log.ts";
import type { ServerRef } from "./server.ts";
import { whyNoServer } from "./why-no-server.ts";

export interface StartOptions {
  /** Absolute path of the binary. */
  readonly sccachePath: string;
  /** Of the binary, such as "0.16.0"; null where it is not known. */
  readonly version: string | null;
  /** The whole environment that the build will have, except for the server's address. */
  readonly env: Env;
  /** An existing folder of this job alone, for the server's socket and log. */
  readonly folder: string;
  /** Told of the server just before it is started. */
  readonly onStart?: ((server: ServerRef) => void) | undefined;
}

export type Started =
  | { readonly kind: "ready"; readonly server: ServerRef }
  | { readonly kind: "failed"; readonly why: string };

/** sccache itself gives up after 10 s. */
const startMs = 12_000;

/**
 * Starts a server for this job alone: at the address that the user has set when nothing listens there, else in `folder`.
 * The server keeps none of our descriptors open. Never throws.
 */
export async function startServer(options: StartOptions): Promise<Started> {
  const given = givenAddress(options.env, process.platform);
  try {
    if (given !== undefined) {
      const there = (await isListening(given)) ? undefined : await startAt(given, options);
      // Another address helps against a taken one, not against a configuration or a backend that does not work.
      if (there?.kind === "ready" || (there && !/in use|denied|shorter|os error/i.test(there.why)))
        return there;
    }
    const own = await ownAddress(options);
    const started = await startAt(own, options);
    // What was too slow may still be on its way to be a server, which nobody would ever end.
    if (started.kind === "failed") await endByForce(own);
    return started;
  } catch (error) {
    return { kind: "failed", why: (error as Error).message };
  }
}

/** A socket in the job's folder or, where that has too long a name, in a short one; a port where there are no sockets. */
async function ownAddress({ version, folder }: StartOptions): Promise<ServerAddress> {
  // Versions before 0.9 do not know SCCACHE_SERVER_UDS and would use the port that all jobs share.
  if (process.platform !== "win32" && version !== null && !/^0\.[0-8]\./.test(version)) {
    const beside = join(folder, socketName);
    if (isShort(beside)) return { kind: "socket", path: beside };
    for (const short of [tmpdir(), "/tmp"]) {
      if (!isShort(join(short, serverFolderName, socketName))) continue;
      // It stays: a build that begins after the save still finds the place for a server.
      const made = await makeServerFolder(short).catch(() => undefined);
      if (made !== undefined) return { kind: "socket", path: join(made, socketName) };
    }
  }
  return { kind: "port", port: await freePort() };
}

function isShort(path: string): boolean {
  return Buffer.byteLength(path) <= mostSocketBytes;
}

async function startAt(
  address: ServerAddress,
  { sccachePath, env, folder, onStart }: StartOptions,
): Promise<Started> {
  const theirLog = env["SCCACHE_ERROR_LOG"];
  if (theirLog) await openLog(theirLog);
  const isTheirLog = Boolean(env["SCCACHE_LOG"] || theirLog);
  const logFile = isTheirLog ? null : join(folder, serverLogName);
  const log = logFile === null ? {} : { ...logVariables, SCCACHE_ERROR_LOG: logFile };
  const variables = addressVariables(address);
  const outputFile = join(folder, "sccache-start.log");
  const options = { env: { ...env, ...log, ...variables }, limitMs: startMs, outputFile };
  const server = { sccachePath, address, variables, logFile };
  onStart?.(server);
  const ended = await runDetached(sccachePath, ["--start-server"], options);
  if (ended === "exit 0") return { kind: "ready", server };
  const said = await readFile(outputFile, "utf8").catch(() => "");
  return { kind: "failed", why: `sccache --start-server: ${whyNoServer(said) ?? ended}` };
}

/**
 * Makes the log that the user asks for, and its folder: a server that cannot do so ends, and sccache waits ten seconds for it.
 * @throws Error in one line
 */
async function openLog(file: string): Promise<void> {
  const path = resolve(startedIn ?? "/", file);
  try {
    await makeFolder(dirname(path));
    await appendFile(path, "");
  } catch (error) {
    throw new Error(`SCCACHE_ERROR_LOG is ${file}, which cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/**
 * Runs a program that leaves another one running in the background, and returns how it ended: "exit 0", another code, or
 * that it took too long. What is left running holds none of this process's files, pipes and locks, so nobody who reads
 * from such a pipe waits for it.
 */
export async function runDetached(
  file: string,
  args: readonly string[],
  { env, limitMs, outputFile }: { env: Env; limitMs: number; outputFile: string },
): Promise<string> {
  const output = openSync(outputFile, "w", 0o600);
  const nothing = openSync(process.platform === "win32" ? "NUL" : "/dev/null", "r+");
  const stdio: (number | "ignore")[] = ["ignore", output, output];
  for (const descriptor of inheritable()) stdio[descriptor] = nothing;
  try {
    return await new Promise((resolve) => {
      const child = spawn(file, [...args], {
        cwd: startedIn,
        env: { ...env },
        stdio: Array.from(stdio, (one) => one ?? "ignore"),
        detached: process.platform !== "win32",
        windowsHide: true,
        timeout: limitMs,
        killSignal: "SIGKILL",
      });
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code) =>
        resolve(code === null ? `not done after ${limitMs / 1000} s` : `exit ${code}`),
      );
    });
  } finally {
    closeSync(output);
    closeSync(nothing);
  }
}

/**
 * Descriptors beyond the standard ones that a child would inherit: Node itself opens none so, but its parent may have
 * left it some, and Node looks at the first 16 alone. Known on Linux only.
 */
function inheritable(): number[] {
  const closeOnExec = 0o2000000;
  try {
    return readdirSync("/proc/self/fdinfo")
      .map(Number)
      .filter((descriptor) => descriptor > 2 && descriptor < 1024)
      .filter((descriptor) => {
        const flags = /^flags:\s*([0-7]+)/m.exec(readInfo(descriptor))?.[1];
        return flags !== undefined && (Number.parseInt(flags, 8) & closeOnExec) === 0;
      });
  } catch {
    return []; // not Linux, or no /proc
  }
}

function readInfo(descriptor: number): string {
  try {
    return readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8");
  } catch {
    return ""; // the one that listed the folder
  }
}
