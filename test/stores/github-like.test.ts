import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { githubStore } from "../../src/store/github/github.ts";
import { openStore } from "../../src/store/open.ts";
import { type CacheService, startCacheService } from "../cache-service/service.ts";
import { withEnv } from "../contract/with-env.ts";
import { silent } from "../logs.ts";
import { testFolder } from "../test-folder.ts";
import { startCacheV1 } from "./cache-v1.ts";

const scopes = { own: "refs/heads/main", base: undefined, defaultBranch: "refs/heads/main" };
let folder: string;

beforeEach(async () => {
  folder = await testFolder();
  await writeFile(join(folder, "from"), "body");
});

describe("servers that speak the first version of the protocol (act, Gitea, Forgejo)", () => {
  test("save and restore, and keys that come back in lower case are known again", async () => {
    const server = await startCacheV1();
    onTestFinished(() => server.close());
    onTestFinished(withEnv({ GITHUB_ACTIONS: undefined, ...server.env }));
    const store = githubStore({ log: silent, env: process.env });
    const from = join(folder, "from");
    expect(await store.lookup({ key: "Fam-A-", fallbacks: [] })).toEqual({ kind: "miss" });
    expect(await store.put("Fam-A-0123", from)).toEqual({ kind: "stored", bytes: 4 });
    expect(server.keys()).toEqual(["fam-a-0123"]);
    expect(await store.lookup({ key: "Fam-A-0123", fallbacks: [] })).toEqual({
      kind: "hit",
      key: "Fam-A-0123",
    });
    const into = join(folder, "into");
    expect(await store.fetch({ key: "X", fallbacks: ["Fam-A-"] }, into)).toEqual({
      kind: "hit",
      key: "Fam-A-0123",
      bytes: 4,
    });
    expect(await readFile(into, "utf8")).toBe("body");
    expect(await store.put("Fam-A-0123", from)).toEqual({ kind: "taken" });
    server.damage();
    await expect(store.fetch({ key: "X", fallbacks: ["Fam-A-"] }, `${into}-2`)).rejects.toMatchObject({
      reason: "damaged",
      key: "Fam-A-0123",
    });
  });

  test.each([
    ["https://git.example.com", "https://git.example.com gives no address of a cache service"],
    ["https://github.com", "the runner gives no address of it (ACTIONS_RESULTS_URL)"],
  ])("a job of %s without a cache service says what to do", async (server, text) => {
    const none = { ACTIONS_CACHE_URL: undefined, ACTIONS_RESULTS_URL: undefined };
    onTestFinished(withEnv({ GITHUB_ACTIONS: "true", GITHUB_SERVER_URL: server, ...none }));
    const looked = githubStore({ log: silent, env: process.env }).lookup({ key: "a", fallbacks: [] });
    await expect(looked).rejects.toMatchObject({ reason: "absent", message: expect.stringContaining(text) });
  });
});

async function service(): Promise<CacheService> {
  const started = await startCacheService();
  onTestFinished(() => started.close());
  onTestFinished(withEnv({ GITHUB_ACTIONS: undefined, ...started.env() }));
  return started;
}

test("a service that never answers is waited for once in a step, however many calls it makes", async () => {
  const dead = await service();
  for (const call of ["GetCacheEntryDownloadURL", "CreateCacheEntry"] as const)
    dead.fail({ call, hang: true });
  const { store } = openStore({ kind: "github" }, { log: silent, scopes, env: process.env });
  const keys = { key: "a", fallbacks: ["b"] };
  const calls = [
    () => store.lookup(keys),
    () => store.fetch(keys, join(folder, "into")),
    () => store.put("a", join(folder, "from")),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ reason: "unavailable" });
  expect(dead.requests().total).toBe(1);
});

test("a service that only fails is left after fifteen seconds, though its client asks for longer", async () => {
  const failing = await service();
  failing.fail({ call: "GetCacheEntryDownloadURL", status: 500 });
  const { store } = openStore({ kind: "github" }, { log: silent, scopes, env: process.env });
  const fetched = store.fetch({ key: "a", fallbacks: [] }, join(folder, "into"));
  await expect(fetched).rejects.toMatchObject({ reason: "unavailable" });
  // The client's own fifth try comes after half a minute.
  expect(failing.requests().total).toBeLessThan(5);
});

describe("a key that is reserved", () => {
  test("by an upload that did not end is not called saved", async () => {
    const started = await service();
    const store = githubStore({ log: silent, env: process.env });
    started.fail({ call: "blob-put", status: 400 });
    await expect(store.put("a", join(folder, "from"))).rejects.toMatchObject({ reason: "unavailable" });
    started.heal();
    expect(await store.put("a", join(folder, "from"))).toEqual({ kind: "reserved" });
  });

  test("by a reservation of ours whose answer was lost is not called saved either", async () => {
    const started = await service();
    started.fail({ call: "CreateCacheEntry", status: 500, late: true, times: 1 });
    expect(await githubStore({ log: silent, env: process.env }).put("a", join(folder, "from"))).toEqual({
      kind: "reserved",
    });
    expect(started.entries()).toEqual([]);
  });
});

test("levels with GitHub in them have its catalog and its repository", async () => {
  const started = await service();
  const env = { ...started.env(), GITHUB_REPOSITORY: "me/mine" };
  const local = { kind: "local", path: join(folder, "store") } as const;
  const { store, catalog, repository } = openStore(
    { kind: "levels", levels: [local, { kind: "github" }] },
    { log: silent, scopes, env, token: "token" },
  );
  await store.put("k-1", join(folder, "from"));
  const survey = await repository?.survey();
  expect(survey).toMatchObject({ complete: false, known: [{ key: "k-1", ref: "refs/heads/main" }] });
  const listing = await catalog?.list("k-", { ref: "refs/heads/main" });
  expect(listing).toMatchObject({ complete: true, bundles: [{ key: "k-1", ref: "refs/heads/main" }] });
  const [bundle] = listing?.bundles ?? [];
  expect(bundle && (await catalog?.remove(bundle))).toBe("removed");
  expect(started.entries()).toEqual([]);
  expect(await store.lookup({ key: "k-1", fallbacks: [] })).toEqual({ kind: "miss" });
});
