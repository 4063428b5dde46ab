import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { plainEnvironment } from "../../demo/environment.ts";
import { isListening } from "../../src/sccache/server/address.ts";
import { endByForce } from "../../src/sccache/server/end-by-force.ts";
import { socketName } from "../../src/sccache/server/folder.ts";
import { openWorld } from "../e2e/world.ts";
import { main } from "./command-line.ts";

/** The address of the server whose socket is below `folder`, once one listens there. */
async function serverBelow(folder: string) {
  for (;;) {
    const names = await readdir(folder, { recursive: true });
    const name = names.find((one) => one.endsWith(socketName));
    const address = { kind: "socket", path: join(folder, name ?? "none") } as const;
    if (name !== undefined && (await isListening(address))) return address;
    await sleep(50);
  }
}

// Windows has no signals: whoever ends a process there ends it at once.
test.runIf(process.platform !== "win32").each(["SIGINT", "SIGTERM"] as const)(
  "a restore that %s ends while it waits for its store leaves no server running",
  async (signal) => {
    const world = await openWorld();
    const silent = createServer(() => undefined);
    await once(silent.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const temporary = join(world.folder, "t");
    await mkdir(temporary);
    const store = `vercel+http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const child = spawn(process.execPath, [main, "restore", "--store", store], {
      cwd: world.workspace,
      env: {
        ...plainEnvironment(process.env),
        TMPDIR: temporary,
        XDG_CACHE_HOME: join(world.folder, "cache"),
        SCCACHE_BUNDLE_SCCACHE_DIR: world.directory,
        VERCEL_TOKEN: "any",
        PATH: `${join(world.sccachePath, "..")}:${process.env["PATH"]}`,
      },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const ended = once(child, "exit");
    const address = await serverBelow(temporary);
    onTestFinished(() => endByForce(address).then(() => undefined));
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(await isListening(address)).toBe(false);
  },
);
