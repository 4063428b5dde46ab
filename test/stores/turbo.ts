import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startServer } from "./server.ts";
import { npmTool } from "./tools.ts";

export const turboEnv = { VERCEL_TOKEN: "a-token-for-tests", VERCEL_TEAM_ID: "team_tests" };

export interface Turbo {
  readonly url: string;
  /** Where it keeps the artifacts of each team. */
  readonly folder: string;
  close(): Promise<void>;
}

/** A server of the Remote Cache API (https://github.com/ducktors/turborepo-remote-cache) on 127.0.0.1. `more` are settings of its own. */
export async function startTurbo(more: Readonly<Record<string, string>> = {}): Promise<Turbo> {
  const tool = await npmTool("turborepo-remote-cache", "2.12.0");
  const folder = await mkdtemp(path.join(tmpdir(), "turbo-"));
  const main = path.join(tool, "node_modules", "turborepo-remote-cache", "dist", "cli.js");
  const { url, close } = await startServer((port) => ({
    program: process.execPath,
    args: [main],
    env: {
      HOST: "127.0.0.1",
      PORT: String(port),
      TURBO_TOKEN: turboEnv.VERCEL_TOKEN,
      STORAGE_PROVIDER: "local",
      STORAGE_PATH: folder,
      STORAGE_PATH_USE_TMP_FOLDER: "false",
      BODY_LIMIT: String(2 ** 31),
      LOG_LEVEL: "warn",
      ...more,
    },
  }));
  return {
    url,
    folder,
    async close() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
