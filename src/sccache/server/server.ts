import { setTimeout as sleep } from "node:timers/promises";
import { type CommandFormat, callThrough, type Env } from "../../config/config.ts";
import { runProgram } from "../run-program.ts";
import { addressVariables, isListening, type ServerAddress, serverAddress } from "./address.ts";
import { endByForce } from "./end-by-force.ts";
import { parseStatistics, type Statistics } from "./statistics.ts";

/** In one line why `running` fails, or undefined where it does not. */
function failureOf(running: Promise<unknown>): Promise<string | undefined> {
  return running.then(
    () => undefined,
    ({ message }: Error) => message,
  );
}

/** How the server was left. `failed`: it may still run, and `why` says what happened, in one line. */
export type Stopped = { kind: "stopped" } | { kind: "not-running" } | { kind: "failed"; why: string };

/** An sccache binary and the server that its environment leads to. */
export type Sccache = ReturnType<typeof openSccache>;

interface SccacheOptions {
  readonly path: string;
  /** The environment of every call; SCCACHE_SERVER_PORT and SCCACHE_SERVER_UDS choose the server. */
  readonly env: Env;
  /** For one call of the binary. A stranger at the port lets sccache wait for ever. */
  readonly callMs?: number;
  /** For the server to stop listening, once it has agreed to. */
  readonly goneMs?: number;
}

const pollMs = 20;

/** The sccache at `path`. Does nothing by itself, and none of its calls starts a server. */
export function openSccache({ path, env, callMs = 10_000, goneMs = 5_000 }: SccacheOptions) {
  const address = serverAddress(env, process.platform);
  const call = (...args: string[]) => runProgram(path, args, { env, limitMs: callMs });
  const isServerAlive = () => isListening(address);
  return {
    path,

    /** Whether something listens where this sccache's server would. */
    isServerAlive,

    /** Such as "0.16.0". @throws Error when the binary does not run or is not sccache. */
    version: async () => parseVersion((await call("--version")).stdout),

    /** What the running server counted; undefined when none runs or it gives no proper answer. */
    async statistics(): Promise<Statistics | undefined> {
      // Without a server, sccache prints zeros and its exit code is 0 all the same.
      if (!(await isServerAlive())) return undefined;
      // Only the report wants the figures: whatever keeps them from us, the build goes on without.
      const said = await call("--show-stats", "--stats-format=json").catch(() => undefined);
      return said && parseStatistics(said.stdout);
    },

    /** Sets all counts to 0. @throws Error when the server does not answer */
    async zero(): Promise<void> {
      await call("--zero-stats");
    },

    /**
     * Asks the server to end and waits until it no longer listens. Takes seconds at most and never throws. Ends
     * nothing but a server that understands sccache's own request. A compilation that is under way at that moment
     * may still write its entry a little later.
     */
    async stop(): Promise<Stopped> {
      if (!(await isServerAlive())) return { kind: "not-running" };
      const failure = await failureOf(call("--stop-server"));
      const endMs = Date.now() + (failure === undefined ? goneMs : 0);
      // A server may have ended by itself just before it was asked: what counts is that it is gone.
      for (; await isServerAlive(); await sleep(pollMs)) {
        if (Date.now() < endMs) continue;
        return { kind: "failed", why: failure ?? `the server still listens after ${goneMs / 1000} s` };
      }
      return { kind: "stopped" };
    },
  };
}

/** The version in what `sccache --version` prints. @throws Error when that is not sccache's answer. */
export function parseVersion(printed: string): string {
  const version = /^sccache (\d+\.\d+\.\d+\S*)\s*$/.exec(printed)?.[1];
  if (version === undefined)
    throw new Error(`not sccache: --version says ${JSON.stringify(printed.slice(0, 80))}`);
  return version;
}

/** Where a job's server is and how to reach it. One JSON value, for the save of the same job. */
export interface ServerRef {
  /** Absolute path of the sccache that speaks to it. */
  readonly sccachePath: string;
  readonly address: ServerAddress;
  /** What a build's environment needs so that its compilers reach this server. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the server logs of each compilation, or null where the user has directed the log elsewhere. */
  readonly logFile: string | null;
}

interface ServerOptions extends Pick<SccacheOptions, "callMs"> {
  /** The environment of this step. sccache's own variables in it have no say; a version manager's shim needs the others. */
  readonly env?: Env;
}

/**
 * The server that a restore of the same job started. Does nothing by itself and starts no other. `stop` ends it, by force where
 * it does not answer.
 */
export function openServer(
  server: ServerRef,
  { env = {}, ...limits }: ServerOptions = {},
): Pick<Sccache, "statistics" | "zero" | "stop"> {
  const others = Object.entries(env).filter(([name]) => !name.startsWith("SCCACHE_"));
  // The address is all that matters here: whatever later steps have set, or written into sccache's configuration,
  // cannot hide the server from its own job. sccache wants some home, and panics where a container's user has none.
  const own = { ...addressVariables(server.address), SCCACHE_CONF: "/nonexistent/sccache-config" };
  const sccache = openSccache({
    path: server.sccachePath,
    env: { HOME: "/", ...Object.fromEntries(others), ...own },
    ...limits,
  });
  return {
    ...sccache,
    async stop() {
      const stopped = await sccache.stop();
      if (stopped.kind === "stopped") return stopped;
      return (await endByForce(server.address)) ? { kind: "stopped" } : stopped;
    },
  };
}

/** A compiler may be a version manager that downloads the compiler first. It is not killed, only no longer waited for. */
const proveMs = 120_000;

interface ProofOptions {
  readonly env: Env;
  readonly calls: readonly (readonly string[])[];
  /** Those of `calls` that must run: of compilers that nobody but us has named. */
  readonly ours?: ReadonlySet<readonly string[]>;
  /** What the build calls as sccache, if not the binary itself. */
  readonly command?: string;
  readonly format?: CommandFormat | undefined;
}

/**
 * Asks a running server to wrap calls of compilers that end at once, such as `rustc -vV`, in the environment of the build.
 * A compiler that does not run without sccache either is not held against it, unless it is of `ours`. Afterwards the server's counts are 0. The
 * calls go through `format`, as those of the build do; the server itself does not, since the build gives it its environment
 * with each call, and what such a command sets up may be gone when it ends.
 * `why` tells in one line why the server cannot be used at all; `refused` for each call, why it must be left out;
 * `worked` and `requests`: how many calls did, and how many reached the server.
 */
export async function proveServer(server: ServerRef, options: ProofOptions) {
  const { env, calls, ours, command = server.sccachePath, format } = options;
  // A compiler may call what CC names, as zig does: without an address, that would start a server for all jobs of the machine.
  const jobEnv = { ...env, ...server.variables };
  // With this variable set, sccache would hide that its server does not answer.
  const strictEnv = { ...jobEnv, SCCACHE_IGNORE_SERVER_IO_ERROR: undefined };
  const failureIn = (its: Env, call: readonly string[]) => {
    const [file = "", ...args] = callThrough(format, call);
    return failureOf(runProgram(file, args, { env: its, limitMs: proveMs }));
  };
  const refused: (string | undefined)[] = [];
  let worked = 0;
  for (const call of calls) {
    const why = await failureIn(strictEnv, [command, ...call]);
    if (why === undefined) worked++;
    const broken = why && (await failureIn(jobEnv, call));
    if (broken === undefined) refused.push(why && `sccache refuses the compiler: ${why}`);
    else refused.push(ours?.has(call) ? `${broken}, so set CC to the compiler` : undefined);
  }
  const { statistics, zero } = openServer(server, { env });
  const counted = await statistics();
  if (counted === undefined) return { why: "its server does not answer", refused, worked, requests: 0 };
  await zero();
  return { why: undefined, refused, worked, requests: counted.compileRequests };
}
