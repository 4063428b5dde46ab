import { addressVariables, type ServerAddress } from "./address.ts";
import { endByForce } from "./force.ts";
import { run } from "./run.ts";
import { openSccache, type Stopped } from "./server.ts";
import type { Statistics } from "./statistics.ts";

/** Where a job's server is and how to reach it. One JSON value, for the save of the same job. */
export interface ServerRef {
  /** Absolute path of the sccache that speaks to it. */
  readonly sccachePath: string;
  readonly address: ServerAddress;
  /** What a build's environment needs so that its compilers reach this server. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the server logs of each compilation, or null where the user has directed the log elsewhere. */
  readonly logFile: string | null;
  /** False for a server that somebody else started: it is asked, and left running. */
  readonly isOurs: boolean;
}

export interface JobServer {
  /** What the server counted; undefined when it no longer runs or gives no proper answer. */
  statistics(): Promise<Statistics | undefined>;
  /** Sets all counts to 0. @throws Error when the server does not answer */
  zero(): Promise<void>;
  /** Ends the server, if it is the job's own, by force where it does not answer. Takes seconds at most and never throws. */
  stop(): Promise<Stopped>;
}

/** The server that a restore of the same job started. Does nothing by itself and starts no other. */
export function openServer(server: ServerRef, { callMs = 10_000 }: { callMs?: number } = {}): JobServer {
  // The address is all that matters here: whatever later steps have set, or written into sccache's configuration,
  // cannot hide the server from its own job. sccache wants some home, and panics where a container's user has none.
  const env = { ...addressVariables(server.address), HOME: "/", SCCACHE_CONF: "/nonexistent/sccache-config" };
  const sccache = openSccache({ path: server.sccachePath, env, limits: { callMs } });
  return {
    statistics: () => sccache.statistics(),
    async zero() {
      await run(server.sccachePath, ["--zero-stats"], { env, limitMs: callMs });
    },
    async stop() {
      if (!server.isOurs) return { kind: "not-running" };
      const stopped = await sccache.stop();
      if (stopped.kind === "stopped") return stopped;
      return (await endByForce(server.address)) ? { kind: "stopped" } : stopped;
    },
  };
}
