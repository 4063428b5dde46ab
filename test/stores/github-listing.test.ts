import { mkdir, readdir, rm, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { about, packTree } from "../bundle/bundles.ts";
import { nameFor, zipOf } from "../bundle/made-up-entries.ts";
import { startCacheService } from "../cache-service/service.ts";
import { sccacheBundle } from "../cli/command-line.ts";
import { withEnv } from "../contract/with-env.ts";
import { openFamily } from "../flow/family.ts";
import { silent } from "../logs.ts";
import { testFolder } from "../test-folder.ts";

// What GitHub's listing names, and its client does not bring.

const ref = "refs/heads/main";

/** A family of jobs at a cache service whose blobs lie in `blobs`. */
async function openPlace() {
  const folder = await testFolder();
  const blobs = join(folder, "blobs");
  let nowMs = 2_000_000_000_000;
  const now = () => nowMs;
  const service = await startCacheService({ folder: blobs, now });
  onTestFinished(() => service.close());
  const env = { GITHUB_REPOSITORY: "me/mine", GITHUB_ACTIONS: undefined, ...service.env({ ref }) };
  onTestFinished(withEnv(env));
  const scopes = { own: ref, base: undefined, defaultBranch: ref };
  const { store, catalog } = openStore({ kind: "github" }, { log: silent, scopes, env, token: "any" });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  const { job } = openFamily({ folder, store, catalog, now, pass, ref });
  return { job, pass, service, blobs, folder, store, env };
}

test("a bundle whose bytes GitHub has lost is replaced by the next save, and not asked for again", async () => {
  const { job, pass, service, blobs } = await openPlace();
  await job({ asks: ["a", "b"], run: "1" });
  const [lost] = service.entries();
  await rm(join(blobs, lost?.blob ?? ""));
  pass(600_000);
  expect(await job({ asks: ["a", "b", "c"], run: "2" })).toMatchObject({ hits: 0, outcome: "saved" });
  const [saved, ...others] = service.entries();
  expect(others).toEqual([]);
  expect(saved?.key).not.toBe(lost?.key);
  pass(600_000);
  service.forget();
  expect(await job({ asks: ["a", "b", "d"], run: "3" })).toMatchObject({ hits: 2, outcome: "saved" });
  expect(service.requests().counts["GetCacheEntryDownloadURL"]).toBe(1);
});

/** A folder in `folder` with every program on this machine's PATH but for zstd. */
async function programsWithoutZstd(folder: string): Promise<string> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  for (const path of (process.env["PATH"] ?? "").split(delimiter)) {
    for (const name of await readdir(path).catch(() => [])) {
      // Two folders may have a program of one name: the first counts.
      if (!name.includes("zstd")) await symlink(join(path, name), join(bin, name)).catch(() => undefined);
    }
  }
  return bin;
}

test("runners with and without zstd delete nothing of each other's, and do not ask for it", async () => {
  const { job, pass, service, folder } = await openPlace();
  const bin = await programsWithoutZstd(folder);
  const hits: number[] = [];
  const finds: number[] = [];
  for (const [run, crate] of ["a", "b", "c", "d"].entries()) {
    for (const env of [{}, { PATH: bin }]) {
      const undo = withEnv(env);
      pass(600_000);
      service.forget();
      hits.push((await job({ asks: ["x", "y", crate], run: `${run}` })).hits);
      finds.push(service.requests().counts["GetCacheEntryDownloadURL"]);
      undo();
    }
  }
  expect(hits).toEqual([0, 0, 2, 2, 2, 2, 2, 2]);
  expect(finds.slice(2)).toEqual([1, 1, 1, 1, 1, 1]);
});

test("a server that lists no caches, as Gitea's, costs no save", async () => {
  const { job, pass, service } = await openPlace();
  service.fail({ call: "rest-list", status: 404 });
  await job({ asks: ["a"], run: "1" });
  pass(600_000);
  expect(await job({ asks: ["a", "b"], run: "2" })).toMatchObject({ hits: 1, outcome: "saved" });
  pass(600_000);
  expect(await job({ asks: ["a", "b"], run: "3" })).toMatchObject({ hits: 2, outcome: "nothing-new" });
});

test("a merge counts what it gets, and does nothing again while a matrix job's bundle is not to be had", async () => {
  const { pass, service, folder, store, env } = await openPlace();
  const bare = await programsWithoutZstd(folder);
  const job = "sccache-linux-x64-norust-ci.build";
  const legs = ["a", "b", "c"].map((id) => ({
    key: `${job}-m${id.repeat(8)}-l-000000000001`,
    env: id === "c" ? { PATH: bare } : {},
  }));
  for (const [i, { key, env: own }] of legs.entries()) {
    const content = zipOf([{ name: "obj", content: Buffer.alloc(1000, i) }], 3);
    const entry = { name: nameFor(i), content, lastUse: 1_700_000_000 };
    const { file } = await packTree(join(folder, `${i}`), [entry], {
      about: { ...about, created: 1_700_000_000 + i },
    });
    const undo = withEnv(own);
    await store.put(key, file);
    undo();
  }
  const merge = async () => {
    pass(600_000);
    for (const { key, env: own } of legs) {
      const undo = withEnv(own);
      expect(await store.lookup({ key, fallbacks: [] })).toMatchObject({ key });
      undo();
    }
    pass(600_000);
    const machine = {
      RUNNER_OS: "Linux",
      RUNNER_ARCH: "X64",
      PATH: process.env["PATH"] ?? "",
      RUSTUP_HOME: "/nowhere",
    };
    const run = { GITHUB_REF: ref, GITHUB_EVENT_NAME: "push", GITHUB_TOKEN: "any" };
    const workflow = { GITHUB_WORKFLOW_REF: "me/mine/.github/workflows/ci.yml@refs/heads/main" };
    const all = { ...env, ...machine, ...run, ...workflow, GITHUB_ACTIONS: "true" };
    const args = ["merge", "--job", "build", "--json"];
    const { stdout, stderr } = await sccacheBundle(args, { cwd: folder, env: all });
    expect(stdout, stderr).not.toBe("");
    return JSON.parse(stdout);
  };
  expect(await merge()).toMatchObject({ kind: "saved", jobs: 2 });
  service.forget();
  expect(await merge()).toMatchObject({
    kind: "not-saved",
    why: "no matrix job has saved since the last time",
  });
  expect(service.requests().counts["blob-put"]).toBe(0);
});
