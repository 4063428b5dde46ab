import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../src/sccache/server/address.ts";
import { openSccache, type Sccache } from "../../src/sccache/server/server.ts";

/** A folder of its own, and an sccache whose server nobody else uses. */
export interface Workbench {
  readonly folder: string;
  /** sccache's directory, which does not exist yet. */
  readonly directory: string;
  /** What a build or sccache is started with: enough to find compilers, and nothing of the caller's sccache. */
  readonly env: Readonly<Record<string, string>>;
  readonly sccache: Sccache;
  /** Stops the server and removes the folder. */
  close(): Promise<void>;
}

/** `server` chooses where the server listens: a free port unless told otherwise. */
export async function openWorkbench(
  sccachePath: string,
  server: (folder: string) => Record<string, string> | Promise<Record<string, string>> = atFreePort,
): Promise<Workbench> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), "sccache-")));
  const directory = path.join(folder, "cache");
  const env = { ...compilerEnvironment(), SCCACHE_DIR: directory, ...(await server(folder)) };
  const sccache = openSccache({ path: sccachePath, env });
  return {
    folder,
    directory,
    env,
    sccache,
    async close() {
      await sccache.stop();
      await rm(folder, { recursive: true });
    },
  };
}

const atFreePort = async () => ({ SCCACHE_SERVER_PORT: String(await freePort()) });

function compilerEnvironment(): Record<string, string> {
  const names = ["PATH", "HOME", "TMPDIR", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"];
  const set = names.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(set.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
