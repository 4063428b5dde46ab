import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openWorld } from "../e2e/world.ts";
import { makeKeys } from "../signing/keys.ts";
import { main, run } from "./command-line.ts";

/** What a restore is given for its store, and a build script must not find. */
const planted = {
  ACTIONS_RUNTIME_TOKEN: "planted-runtime",
  AWS_SECRET_ACCESS_KEY: "planted-aws-secret",
  AWS_SESSION_TOKEN: "planted-aws-session",
  AZURE_STORAGE_KEY: "planted-azure",
  GITHUB_TOKEN: "planted-github",
  INPUT_TOKEN: "planted-input",
  VERCEL_TOKEN: "planted-vercel",
  SCCACHE_BUNDLE_SIGNING_KEY: makeKeys().privateLine,
};

// A build script of a dependency runs as the same user as the server, which lives as long as the build.
test.runIf(process.platform === "linux")("what the server was started with holds no credential", async () => {
  const world = await openWorld();
  const job = await world.job();
  const env = {
    ...job.env(),
    ...planted,
    XDG_CACHE_HOME: join(world.folder, "caches"),
    SCCACHE_BUNDLE_STORE: `local:${world.store}`,
    SCCACHE_BUNDLE_SCCACHE_DIR: world.directory,
  };
  const restored = await run(process.execPath, [main, "restore"], { cwd: world.workspace, env });
  expect(restored, restored.stderr).toMatchObject({ exitCode: 0 });
  const servers = await serversOf(world.directory);
  onTestFinished(() => {
    for (const { id } of servers) process.kill(id);
  });
  expect(servers).toHaveLength(1);
  const environ = servers[0]?.environ ?? "";
  expect(environ).toContain(`SCCACHE_DIR=${world.directory}\0`);
  expect(Object.values(planted).filter((secret) => environ.includes(secret))).toEqual([]);
});

/** The servers that keep their entries in a directory, as any process of this user sees them. */
async function serversOf(directory: string): Promise<{ id: number; environ: string }[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const read = ids.map(async (id) => ({
    id: Number(id),
    environ: await readFile(`/proc/${id}/environ`, "utf8").catch(() => ""),
  }));
  return (await Promise.all(read)).filter(
    ({ environ }) =>
      environ.includes("SCCACHE_START_SERVER=1\0") && environ.includes(`SCCACHE_DIR=${directory}\0`),
  );
}
