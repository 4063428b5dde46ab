import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startCacheService } from "../cache-service/service.ts";
import { filesIn, openWorld } from "./world.ts";

test("bad inputs are all listed at once, before any work", async () => {
  const world = await openWorld();
  const service = await startCacheService();
  onTestFinished(() => service.close());
  const job = await world.job({ env: service.env() });
  const main = await job.uses(".", {
    "sccache-dir": world.directory,
    strategy: "hourly",
    "max-size": "1.5.G",
    store: "ftp://somewhere",
    "compression-level": "99",
    strict: "perhaps",
  });
  expect(main).toMatchObject({ exitCode: 1, warnings: [], outputs: {}, env: {}, state: {} });
  expect(main.errors).toHaveLength(1);
  expect(main.errors[0]).toMatchInlineSnapshot(`
    "5 invalid inputs:
      max-size: "1.5.G" is not bytes, or a number with K, M, G, T (powers of 1000) or KiB, MiB, GiB, TiB: 500M, 1.5GiB
      strategy: "hourly" is not lockfile, lockfile-once, rolling, daily, weekly, commit, branch or custom
      store: "ftp://somewhere" is not a store, or two or more different ones with commas between: github, local:PATH, local:PATH?max-size=SIZE, s3://BUCKET/PREFIX (?endpoint=URL&region=REGION&path-style=true), azure://CONTAINER/PREFIX (?account=NAME&endpoint=URL), vercel, vercel+https://HOST (?prefix=NAME); credentials come from the environment
      strict: "perhaps" is not true or false
      compression-level: "99" is not a whole number from 1 to 19"
  `);
  expect(service.requests().total).toBe(0);
  expect(await filesIn(world.directory)).toEqual([]);

  const [post] = await job.finish();
  expect(post).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(post?.lines).toEqual(["The restore step did not finish, so there is nothing to save."]);
  expect(service.requests().total).toBe(0);
});

test("a negative size is refused", async () => {
  const world = await openWorld();
  const job = await world.job();
  const main = await job.uses(".", { "max-size": "-1", store: `local:${world.store}` });
  expect(main.exitCode).toBe(1);
  expect(main.errors[0]).toContain('max-size: "-1" is not bytes');
});

test("without sccache there is one warning, and the build goes on without a wrapper", async () => {
  const world = await openWorld();
  const job = await world.job();
  const inputs = {
    "sccache-dir": world.directory,
    store: `local:${world.store}`,
    "sccache-mirror": "http://127.0.0.1:9/nothing-listens-here",
  };
  const main = await job.uses(".", inputs, { PATH: await pathWithoutSccache(job.env()["PATH"] ?? "") });
  expect(main, main.output).toMatchObject({ exitCode: 0, errors: [], path: [] });
  expect(main.warnings).toEqual([
    expect.stringMatching(/sccache.*Building without a cache\. Help: \S+#no-sccache$/s),
  ]);
  expect(main.env).not.toHaveProperty("RUSTC_WRAPPER");
  const build = await world.build(job);
  expect(build).toMatchObject({ ok: true, statistics: undefined });
  const [post] = await job.finish();
  expect(post).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(await filesIn(world.store)).toEqual([]);
});

async function pathWithoutSccache(path: string): Promise<string> {
  const folders = path.split(delimiter);
  const has = await Promise.all(
    folders.map((folder) =>
      access(join(folder, process.platform === "win32" ? "sccache.exe" : "sccache")).then(
        () => true,
        () => false,
      ),
    ),
  );
  return folders.filter((_folder, i) => !has[i]).join(delimiter);
}
