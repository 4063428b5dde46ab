import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { endByForce } from "../../src/sccache/server/end-by-force.ts";
import { socketName } from "../../src/sccache/server/folder.ts";
import { smallDisk } from "../disk/small-disk.ts";
import { openWorld } from "../e2e/world.ts";

if (process.platform === "linux")
  test.each([
    ["files", { size: "1m", files: 1 }, false],
    ["room for its own notes", { size: "8k" }, true],
    ["files after the server's", { size: "1m", files: 5 }, true],
  ])(
    "a job whose temporary folder has no %s says so once, builds without a cache, and leaves no server",
    async (_what, size, starts) => {
      const world = await openWorld();
      const { path } = await smallDisk(size);
      const job = await world.job();
      const inputs = { "sccache-dir": world.directory, store: `local:${world.store}` };
      const main = await job.uses(".", inputs, { RUNNER_TEMP: path });
      expect(main, main.output).toMatchObject({ exitCode: 0, errors: [] });
      expect(main.warnings).toEqual([
        expect.stringMatching(
          / has too little room \(ENOSPC.*\. The build continues without a cache\. Help: .*#no-room/,
        ),
      ]);
      expect(main.env).not.toHaveProperty("RUSTC_WRAPPER");
      const names = await readdir(path, { recursive: true });
      const socket = names.find((one) => one.endsWith(socketName));
      expect(socket !== undefined).toBe(starts);
      if (socket !== undefined)
        expect(await endByForce({ kind: "socket", path: join(path, socket) })).toBe(false);
      expect(await job.run("cargo", "build", "--offline")).toMatchObject({ ok: true });
      for (const post of await job.finish())
        expect(post, post.output).toMatchObject({ exitCode: 0, errors: [] });
    },
  );
else
  test("small disks are made on Linux alone", () => expect(["darwin", "win32"]).toContain(process.platform));
