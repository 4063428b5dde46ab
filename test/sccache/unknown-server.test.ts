import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { plainEnvironment } from "../../demo/environment.ts";
import { stoppingServers } from "../../src/flow/restore/interrupted.ts";
import { isListening } from "../../src/sccache/server/address.ts";
import { openServer } from "../../src/sccache/server/server.ts";
import { startServer } from "../../src/sccache/server/start.ts";
import { testFolder } from "../test-folder.ts";
import { realSccache } from "./real-sccache.ts";

test("a server that was started for work that then fails is stopped, and any other goes on", async () => {
  const folder = await testFolder();
  const env = plainEnvironment(process.env);
  const work = (name: string, end: () => void) =>
    stoppingServers(async (onStart) => {
      const options = {
        sccachePath: await realSccache(),
        version: "0.16.0",
        folder: join(folder, name),
        onStart,
      };
      await mkdir(options.folder);
      const started = await startServer({ ...options, env: { ...env, SCCACHE_DIR: join(folder, "cache") } });
      if (started.kind === "failed") throw new Error(started.why);
      servers.push(started.server);
      end();
    }, env);
  const servers: Parameters<typeof openServer>[0][] = [];
  const isUp = () => Promise.all(servers.map(({ address }) => isListening(address)));
  const fail = () => {
    throw new Error("no room for what others need");
  };
  try {
    await work("good", () => undefined);
    await expect(work("bad", fail)).rejects.toThrow("no room");
    expect(await isUp()).toEqual([true, false]);
  } finally {
    for (const server of servers) await openServer(server, { env }).stop();
  }
});
