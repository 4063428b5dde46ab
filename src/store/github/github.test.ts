import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import {
  access,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { saveCache } from "@actions/cache";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CacheService, startCacheService } from "../../../test/cache-service/service.ts";
import { withEnv } from "../../../test/contract/with-env.ts";
import { recordingLog } from "../../../test/logs.ts";
import { guard } from "../guard.ts";
import { guardedStore } from "../open.ts";
import type { StoreError } from "../store.ts";
import { callClient } from "./call.ts";
import { githubStore } from "./github.ts";

let service: CacheService;
let folder: string;
let target: string;
let undo: (() => unknown)[];
let log: ReturnType<typeof recordingLog>;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "github-store-")));
  target = join(folder, "target");
  await mkdir(target);
  service = await startCacheService();
  log = recordingLog();
  undo = [withEnv({ GITHUB_ACTIONS: undefined, ...service.env() })];
});
afterEach(async () => {
  for (const step of undo.reverse()) await step();
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

const open = () => githubStore({ log, env: process.env });
/** As it is opened, but a service that says nothing is given up soon; the time runs from when `begins` is true. */
const impatient = (begins = () => true) => {
  const store = githubStore({ log, env: process.env });
  return guardedStore(
    store,
    async () => store,
    guard({
      label: "GitHub's cache",
      log,
      sleep,
      clock: () => (begins() ? performance.now() : 0),
      random: Math.random,
      patience: { silentMs: 300, questionMs: 2_000 },
    }),
  );
};
const lookup = (key: string, ...fallbacks: string[]) => open().lookup({ key, fallbacks });
const fetch = (key: string, store = open()) => store.fetch({ key, fallbacks: [] }, join(target, "into"));
const put = async (key: string, body: string | Buffer = "body", store = open()) => {
  const from = join(folder, "from");
  await writeFile(from, body);
  return store.put(key, from);
};
const troubleOf = (call: Promise<unknown>): Promise<StoreError> =>
  call.then(
    () => Promise.reject(new Error("it should have failed")),
    (error: StoreError) => error,
  );

test.each(["a runner's folder", 'one "quoted" word'])("bundles come and go below %s", async (name) => {
  const parent = join(folder, name);
  await mkdir(parent);
  const [from, into] = [join(parent, "from"), join(parent, "into")];
  await writeFile(from, "body");
  expect(await open().put("k", from)).toMatchObject({ kind: "stored" });
  expect(await open().fetch({ key: "k", fallbacks: [] }, into)).toMatchObject({ kind: "hit", bytes: 4 });
  expect(await readFile(into, "utf8")).toBe("body");
  expect((await readdir(parent)).sort()).toEqual(["from", "into"]);
});

describe("a lookup tells an outage from a miss", () => {
  test("no service is said at once", async () => {
    undo.push(withEnv({ ACTIONS_RESULTS_URL: undefined }));
    for (const call of [lookup, fetch, put]) {
      expect(await troubleOf(call("a"))).toMatchObject({
        name: "StoreError",
        reason: "absent",
        retryable: false,
      });
    }
    expect(service.requests().total).toBe(0);
  });

  test("no token, though there is a service", async () => {
    undo.push(withEnv({ ACTIONS_RUNTIME_TOKEN: undefined }));
    for (const call of [lookup, put]) {
      expect(await troubleOf(call("a"))).toMatchObject({ reason: "absent" });
    }
  });

  test.each([
    [{ status: 429 }, { reason: "unavailable", retryable: true }],
    [{ reset: true }, { reason: "unavailable", retryable: true }],
    [{ status: 403 }, { reason: "denied", retryable: false }],
    [{ status: 404 }, { reason: "unavailable", retryable: false }],
  ])("%o is thrown, and it heals", async (fault, trouble) => {
    service.fail({ call: "GetCacheEntryDownloadURL", ...fault });
    expect(await troubleOf(lookup("a"))).toMatchObject(trouble);
    expect(await troubleOf(fetch("a"))).toMatchObject(trouble);
    expect(service.requests().total).toBe(2);
    service.heal();
    expect(await lookup("a")).toEqual({ kind: "miss" });
  });

  test.each([{ status: 500 }, { hang: true }])("%o without end is given up", async (fault) => {
    service.fail({ call: "GetCacheEntryDownloadURL", ...fault });
    const store = impatient();
    expect(await troubleOf(store.lookup({ key: "a", fallbacks: [] }))).toMatchObject({
      reason: "unavailable",
      retryable: false,
    });
    service.heal();
    expect(await lookup("a")).toEqual({ kind: "miss" });
  });

  test("a service that is gone", async () => {
    await service.close();
    expect(await troubleOf(lookup("a"))).toMatchObject({ reason: "unavailable", retryable: true });
    service = await startCacheService();
  });
});

describe("a fetch leaves a whole bundle or nothing", () => {
  const body = randomBytes(300_000);

  test.each([
    ["flipped bits", { corrupt: true }, { reason: "damaged", retryable: false, key: "a", isCertain: false }],
    ["a cut connection", { cutAfterBytes: 100_000 }, { reason: "broken", retryable: true }],
    ["a missing blob", { status: 404 }, { reason: "damaged", retryable: false, key: "a", isCertain: false }],
    ["an address that is refused", { status: 403 }, { reason: "unavailable", retryable: false }],
  ])("%s", async (_what, fault, trouble) => {
    await put("a", body);
    service.fail({ call: "blob-get", ...fault });
    expect(await troubleOf(fetch("a"))).toMatchObject(trouble);
    expect(await readdir(target)).toEqual([]);
    service.heal();
    expect(await fetch("a")).toEqual({ kind: "hit", key: "a", bytes: body.length });
    expect(await readFile(join(target, "into"))).toEqual(body);
    expect(await readdir(target)).toEqual(["into"]);
  });

  test.each([403, 404])("an address that is refused with %i is asked for anew, once", async (status) => {
    await put("a", body);
    service.forget();
    service.fail({ call: "blob-get", status, times: 1 });
    expect(await fetch("a")).toMatchObject({ kind: "hit", bytes: body.length });
    expect(service.requests().counts).toMatchObject({ GetCacheEntryDownloadURL: 2, "blob-get": 2 });
    service.forget();
    service.fail({ call: "blob-get", status });
    expect(await troubleOf(open().fetch({ key: "a", fallbacks: [] }, join(target, "other")))).toMatchObject({
      message: expect.stringContaining(`the download failed: it answered ${status}`),
    });
    expect(service.requests().total).toBe(4);
  });

  test("an address that is valid for a part alone: it says so, and asks no more", async () => {
    const azure = await startCacheService({ azure: true, addressMs: 6_000 });
    undo.push(() => azure.close(), withEnv(azure.env()));
    await put("a", randomBytes(48_000_000));
    azure.setSpeed(3_000_000);
    azure.forget();
    expect(await troubleOf(fetch("a"))).toMatchObject({
      reason: "unavailable",
      retryable: false,
      message: expect.stringContaining("lower max-size"),
    });
    expect(azure.requests().counts).toMatchObject({ GetCacheEntryDownloadURL: 1, "blob-head": 1 });
    expect(await readdir(target)).toEqual([]);
  });

  test("a transfer without end is given up, and nothing comes of it later", async () => {
    await put("a", body);
    service.fail({ call: "blob-get", hang: true });
    const store = impatient(() => service.requests().counts["blob-get"] > 0);
    expect(await troubleOf(fetch("a", store))).toMatchObject({ reason: "unavailable" });
    expect(await readdir(target)).toEqual([]);
    service.heal();
    // The next call begins when what was cut off has ended.
    expect(await lookup("a")).toMatchObject({ kind: "hit" });
    expect(service.requests().counts["blob-get"]).toBe(1);
    expect(await readdir(target)).toEqual([]);
  });

  test.each(["a folder", "a link"])("an entry that holds %s instead of a bundle", async (what) => {
    await writeFile(join(folder, "elsewhere"), "a file of the machine");
    const bundle = join(folder, "bundle.tar.zst");
    if (what === "a folder") await mkdir(bundle);
    else await symlink(join(folder, "elsewhere"), bundle);
    const folders = { work: folder, scratch: folder };
    await callClient(() => saveCache(["bundle.tar.zst"], "a"), {
      folders,
      signal: new AbortController().signal,
      log,
      env: process.env,
    });
    expect(await troubleOf(fetch("a"))).toMatchObject({ reason: "damaged", key: "a", isCertain: true });
    expect(await readdir(target)).toEqual([]);
  });

  test("from Azure's hosts it comes in ranges", async () => {
    const azure = await startCacheService({ azure: true });
    undo.push(() => azure.close(), withEnv(azure.env()));
    const large = randomBytes(9_000_000);
    await put("a", large);
    expect(await fetch("a")).toMatchObject({ kind: "hit", bytes: large.length });
    expect((await readFile(join(target, "into"))).equals(large)).toBe(true);
    expect(azure.requests().counts).toMatchObject({ "blob-head": 1, "blob-get": 3, "blob-put": 1 });
  });
});

describe("a put", () => {
  test("with a token that only reads is denied, and nothing is uploaded", async () => {
    undo.push(withEnv(service.env({ ref: "refs/heads/main", readOnly: true })));
    expect(await troubleOf(put("a"))).toMatchObject({ reason: "denied", retryable: false });
    expect(service.requests().counts["blob-put"]).toBe(0);
  });

  test.each([
    [{ call: "CreateCacheEntry", status: 429 } as const, { reason: "unavailable", retryable: true }],
    [{ call: "CreateCacheEntry", reset: true } as const, { reason: "unavailable", retryable: true }],
    [{ call: "blob-put", status: 400 } as const, { reason: "unavailable", retryable: false }],
    [{ call: "FinalizeCacheEntryUpload", status: 400 } as const, { reason: "unavailable", retryable: false }],
  ])("%o is thrown, and no entry appears", async (fault, trouble) => {
    service.fail(fault);
    expect(await troubleOf(put("a"))).toMatchObject(trouble);
    expect(service.entries()).toEqual([]);
    service.heal();
    expect(await lookup("a")).toEqual({ kind: "miss" });
  });

  test("is stored when the entry is there, though the last answer was lost", async () => {
    service.fail({ call: "FinalizeCacheEntryUpload", reset: true, late: true });
    expect(await put("a")).toEqual({ kind: "stored", bytes: 4 });
  });

  test("is stored when the client asks twice for the last answer", async () => {
    service.fail({ call: "FinalizeCacheEntryUpload", status: 500, late: true, times: 1 });
    expect(await put("a")).toEqual({ kind: "stored", bytes: 4 });
    expect(service.requests().counts["FinalizeCacheEntryUpload"]).toBe(2);
  });

  test("of many blocks, one of which fails while the others are sent, harms nothing else", async () => {
    // The client reads it after the test, too, if it has to wait so long.
    const kept = await mkdtemp(join(tmpdir(), "github-store-"));
    process.once("exit", () => rmSync(kept, { recursive: true, force: true }));
    const from = join(kept, "from");
    await writeFile(from, randomBytes(140_000_000));
    service.fail({ call: "blob-put", status: 400, times: 1 });
    service.fail({ call: "blob-put", reset: true, times: 2 });
    expect(await troubleOf(open().put("a", from))).toMatchObject({ reason: "unavailable" });
    // The client tries the other two blocks again after seconds; nobody hears their errors.
    while (service.requests().counts["blob-put"] < 5) await sleep(100);
    service.heal();
    expect(await put("b")).toMatchObject({ kind: "stored" });
  });

  test("in one request of each kind", async () => {
    await put("a");
    expect(service.requests().counts).toMatchObject({ CreateCacheEntry: 1, FinalizeCacheEntryUpload: 1 });
    expect(service.requests().total).toBe(3);
  });
});

test("a pull request searches its own ref for everything first, then its base, then the default branch", async () => {
  const as = (ref: string, base?: string) =>
    undo.push(withEnv(service.env(base === undefined ? { ref } : { ref, base })));
  as("refs/heads/main");
  await put("k-main");
  as("refs/heads/release");
  await put("k-release");
  as("refs/pull/8/merge");
  await put("k-other");
  as("refs/pull/7/merge", "refs/heads/release");
  expect(await lookup("k-main", "k-")).toMatchObject({ key: "k-release" });
  expect(await lookup("k-main")).toMatchObject({ key: "k-main" });
  expect(await lookup("k-other")).toEqual({ kind: "miss" });
  await put("k-own");
  expect(await lookup("k-main", "k-")).toMatchObject({ key: "k-own" });
});

test("the process is as it was, after success and after trouble", async () => {
  undo.push(withEnv({ GITHUB_WORKSPACE: undefined, RUNNER_TEMP: "/somewhere" }));
  const state = () => [process.cwd(), process.env["GITHUB_WORKSPACE"], process.env["RUNNER_TEMP"]];
  const before = state();
  await put("a");
  await fetch("a");
  service.fail({ call: "blob-get", corrupt: true });
  await troubleOf(fetch("a"));
  expect(state()).toEqual(before);
  expect(await readdir(folder)).toEqual(expect.arrayContaining(["from", "target"]));
  expect(await readdir(folder)).toHaveLength(2);
});

test("nothing that is said holds a secret, and the runner hears only what to mask", async () => {
  const printed: string[] = [];
  const write = process.stdout.write;
  undo.push(withEnv({ GITHUB_ACTIONS: "true" }));
  process.stdout.write = ((text: string) => printed.push(text) > 0) as typeof write;
  undo.push(() => {
    process.stdout.write = write;
  });
  await put("a", randomBytes(10_000));
  await fetch("a");
  service.fail({ call: "blob-get", corrupt: true });
  const { message } = await troubleOf(fetch("a"));
  process.stdout.write = write;

  const masks = printed.filter((text) => text.startsWith("::add-mask::"));
  expect(masks.length).toBeGreaterThan(0);
  expect(printed).toEqual(masks);
  const said = [message, ...log.lines].join("\n");
  expect(said).toContain("/devstore/actions-cache/");
  expect(said).not.toContain(process.env["ACTIONS_RUNTIME_TOKEN"]);
  for (const mask of masks) expect(said).not.toContain(mask.slice("::add-mask::".length).trim());
  expect(log.lines.filter((line) => !line.startsWith("debug: "))).toEqual([]);
});

test("without a zstd program it says so once, works, and shares nothing with those that have one", async () => {
  await put("with zstd");
  const bin = join(folder, "bin");
  await mkdir(bin);
  for (const program of ["tar", "gzip"]) await symlink(await pathOf(program), join(bin, program));
  undo.push(withEnv({ PATH: bin }));
  const store = open();
  expect(await put("a", "body", store)).toEqual({ kind: "stored", bytes: 4 });
  expect(await fetch("a", store)).toMatchObject({ kind: "hit" });
  expect(await fetch("with zstd", store)).toEqual({ kind: "miss" });
  expect(log.lines.filter((line) => line.startsWith("notice: "))).toEqual([expect.stringContaining("gzip")]);
});

const busybox = `#!/bin/sh
echo "tar: unrecognized option '$1'" >&2
echo "BusyBox v1.36.1 (2024-06-10) multi-call binary." >&2
exit 1
`;

function programsMissing(): void {
  test.each([
    ["BusyBox has the first tar on PATH", busybox, "GNU tar, and the tar on PATH is BusyBox's"],
    ["there is no tar", undefined, "needs tar, which is not on PATH"],
  ])("%s: it says so and asks nothing", async (_, program, words) => {
    await put("a");
    const bin = join(folder, "bin");
    await mkdir(bin);
    if (program !== undefined) await writeFile(join(bin, "tar"), program, { mode: 0o755 });
    const path = program === undefined ? bin : `${bin}${delimiter}${process.env["PATH"]}`;
    undo.push(withEnv({ PATH: path }));
    const store = open();
    for (const call of [() => fetch("a", store), () => put("b", "body", store)]) {
      expect(await troubleOf(call())).toMatchObject({
        reason: "absent",
        message: expect.stringContaining(words),
      });
    }
  });
}

if (process.platform === "linux") describe("where the client cannot pack", programsMissing);
else
  test("elsewhere the client takes any tar", () => expect(["darwin", "win32"]).toContain(process.platform));

async function pathOf(program: string): Promise<string> {
  for (const path of (process.env["PATH"] ?? "").split(delimiter).map((each) => join(each, program))) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return realpath(path);
  }
  throw new Error(`${program} is not on PATH`);
}
