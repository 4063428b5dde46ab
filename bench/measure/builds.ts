import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fetchProgram } from "../../demo/program.ts";
import { rawLevelOf } from "../../src/sccache/environment/environment.ts";
import { openServer, type ServerRef } from "../../src/sccache/server/server.ts";
import { startServer } from "../../src/sccache/server/start.ts";
import type { Workshop } from "../corpus/workshop.ts";

/** How a server is started, beside what is always the same. */
export interface ServerWay {
  /** Of its entries. */
  readonly directory: string;
  /** Whether it writes its log; it does when left out. */
  readonly isLogging?: boolean;
  /** Whether its entries are raw, as in jobs; they are when left out. */
  readonly isRaw?: boolean;
}

/** Seconds: on the clock, and of the processor for cargo, the server, and their children. */
export interface BuildTime {
  readonly wall: number;
  readonly cpu: number;
}

/** Builds of a published program by servers of their own, which are the same but for what is given. */
export interface Builds {
  start(way: ServerWay): Promise<{ env: Record<string, string | undefined>; server: ServerRef }>;
  /** Builds all anew. */
  build(way: ServerWay): Promise<BuildTime>;
}

export async function openBuilds(workshop: Workshop): Promise<Builds> {
  const { path: sccachePath, version } = workshop.sccache;
  const { SCCACHE_SERVER_PORT: _, ...plain } = workshop.env;
  const clean = { ...plain, CARGO_INCREMENTAL: "0" };
  const program = await fetchProgram(
    { name: "just", version: "1.50.0" },
    workshop.place("server-cost", "just"),
    { env: clean },
  );
  const start: Builds["start"] = async ({ directory, isLogging = true, isRaw = true }) => {
    const folder = workshop.fresh("server");
    for (const made of [folder, directory]) await mkdir(made, { recursive: true });
    const env = {
      ...clean,
      ...(!isLogging && { SCCACHE_LOG: "off" }),
      ...(isRaw && { SCCACHE_CACHE_ZSTD_LEVEL: String(rawLevelOf(version)) }),
      SCCACHE_DIR: directory,
      RUSTC_WRAPPER: sccachePath,
    };
    const started = await startServer({ sccachePath, version, env, folder });
    if (started.kind === "failed") throw new Error(started.why);
    return { env: { ...env, ...started.server.variables }, server: started.server };
  };
  return {
    start,
    async build(way) {
      rmSync(join(program.folder, "target"), { recursive: true, force: true });
      const { env, server } = await start(way);
      const pid = serverAt(server.variables["SCCACHE_SERVER_UDS"] ?? "");
      const before = ticks("self");
      const began = performance.now();
      execFileSync("cargo", ["build", "--locked", "--offline", "--quiet"], {
        cwd: program.folder,
        env,
        stdio: "ignore",
      });
      const wall = (performance.now() - began) / 1000;
      const cpu = (ticks("self") - before + ticks(pid)) / 100;
      await openServer(server).stop();
      return { wall, cpu };
    },
  };
}

/** The process that listens at a socket, found by its environment. */
function serverAt(socket: string): string {
  const found = readdirSync("/proc").find((pid) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
      return environment.includes(`SCCACHE_SERVER_UDS=${socket}`);
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`nothing listens at ${socket}`);
  return found;
}

/** Hundredths of a second: the server's own and its children's; of this process its ended children's alone. */
function ticks(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ").map(Number) ?? [];
  const [user = 0, system = 0, ofChildren = 0, ofChildrenSystem = 0] = fields.slice(11, 15);
  return ofChildren + ofChildrenSystem + (pid === "self" ? 0 : user + system);
}
