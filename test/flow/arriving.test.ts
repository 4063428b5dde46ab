import { createHash, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { copyFile, mkdir, mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Deps } from "../../src/flow/deps.ts";
import { fetchParts } from "../../src/flow/restore/fetch.ts";
import { openSigning } from "../../src/flow/signing.ts";
import { type GuardOptions, guard } from "../../src/store/guard.ts";
import { levelled } from "../../src/store/levels.ts";
import { localStore } from "../../src/store/local/local.ts";
import { azureStore } from "../../src/store/objects/azure.ts";
import { s3Store } from "../../src/store/objects/s3.ts";
import { guardedStore } from "../../src/store/open.ts";
import { scoped } from "../../src/store/scopes.ts";
import type { Store } from "../../src/store/store.ts";
import { packTree, unpackAll } from "../bundle/bundles.ts";
import { type MadeUpEntry, nameFor, readTree, zipOf, zstd } from "../bundle/made-up-entries.ts";
import { memoryStore } from "../contract/memory-store.ts";
import { withEnv } from "../contract/with-env.ts";
import { recordingLog } from "../logs.ts";
import { type Azurite, azuriteAccount, startAzurite } from "../stores/azurite.ts";
import { type Moto, motoEnv, startMoto } from "../stores/moto.ts";
import { type Seen, startProxy, type TestProxy } from "../stores/proxy.ts";
import { testFolder } from "../test-folder.ts";

const scopes = { own: "refs/heads/main", base: undefined, defaultBranch: undefined };
const key = "v1-linux-x64-rust-ci.build-none-0123";
let moto: Moto;
let azurite: Azurite;
let restoreEnv: () => void;
let shared: string;
/** What each job restores. */
let whole: readonly [string, string, number][];

beforeAll(async () => {
  [moto, azurite] = await Promise.all([startMoto(), startAzurite()]);
  restoreEnv = withEnv(motoEnv);
  shared = await mkdtemp(join(tmpdir(), "arriving-"));
  const { file } = await packTree(shared, entries, { segmentRawBytes: 4_100_000 });
  whole = digests(await readTree(await unpackAll(shared, file)));
}, 300_000);
afterAll(async () => {
  await rm(shared, { recursive: true, force: true });
  restoreEnv();
  await Promise.all([moto.close(), azurite.close()]);
});

/** Where the range begins that is asked for; undefined for any other request. */
function startOf({ headers }: Seen): number | undefined {
  const [, start] = /^bytes=(\d+)-/.exec(String(headers["range"] ?? headers["x-ms-range"] ?? "")) ?? [];
  return start === undefined ? undefined : Number(start);
}

type Kind = "s3" | "azure";

async function openFar(kind: Kind): Promise<{ readonly store: Store; readonly proxy: TestProxy }> {
  const proxy = await startProxy(kind === "s3" ? moto.url : new URL(azurite.url).origin);
  onTestFinished(() => proxy.close());
  if (kind === "s3") {
    const spec = {
      kind,
      bucket: await moto.bucket(),
      prefix: "",
      endpoint: proxy.url,
      pathStyle: true,
    } as const;
    return { store: s3Store(spec, { env: process.env }), proxy };
  }
  const env = { AZURE_STORAGE_CONNECTION_STRING: azurite.connection(`${proxy.url}/${azuriteAccount}`) };
  return { store: azureStore({ kind, container: await azurite.container(), prefix: "" }, { env }), proxy };
}

/** Where one of the later ranges begins; that of the end is asked for first. */
const lateStart = 2 ** 23;
const isLate = (request: Seen) => {
  const start = startOf(request) ?? 0;
  return start >= lateStart && start < lateStart + 2 ** 21;
};

/** 12 entries of 1 MB that do not compress, four in a segment: three segments, in ranges of 4 MiB. */
const entries = Array.from({ length: 12 }, (_, i) => ({
  name: nameFor(i),
  content: zipOf([{ name: "obj", content: randomBytes(1_000_000) }], 3),
  lastUse: 1_700_000_000 + i,
}));

interface Job {
  readonly log: ReturnType<typeof recordingLog>;
  readonly directory: string;
  readonly temp: string;
  readonly proxy: TestProxy;
  readonly file: string;
  readonly guarding: Omit<GuardOptions, "label">;
  /** The store as a job has it. */
  readonly store: Store;
  /** What the job restores, from another store if one is given. */
  restore(store?: Store): ReturnType<typeof fetchParts>;
  expectAll(): Promise<void>;
  expectNothing(): Promise<void>;
}

/** A job of two threads whose bundle lies in such a store, after `harm` was done to its file. */
async function openJob(
  kind: Kind,
  { signing, harm }: { signing?: Deps["signing"]; harm?: (file: string) => Promise<void> } = {},
): Promise<Job> {
  const folder = await testFolder();
  const { store: bare, proxy } = await openFar(kind);
  const log = recordingLog();
  // However long a busy machine takes: what these tests wait for is not a time.
  const patience = { questionMs: 1e6, silentMs: 1e6, quietMs: 1e6, slowMs: 1e6 };
  const options = { log, sleep: async () => {}, clock: () => performance.now(), random: () => 0, patience };
  const store = scoped(
    guardedStore(bare, async () => bare, guard({ ...options, label: kind })),
    scopes,
  );
  const file = join(folder, "bundle.tar.zst");
  await copyFile(join(shared, "bundle.tar.zst"), file);
  await signing?.sign(file, key);
  await harm?.(file);
  await store.put(key, file);
  const temp = join(folder, "temp");
  const directory = join(folder, "sccache");
  await mkdir(temp);
  await mkdir(directory);
  const keys = {
    family: key,
    primary: key,
    fallbacks: [],
    overlay: null,
    custom: true,
    once: true,
    freshOfAny: false,
    explanation: [],
  };
  const deps = {
    log,
    store,
    zstd,
    catalog: undefined,
    repository: undefined,
    signing,
    threads: 2,
    cpu: "00000000",
    now: Date.now,
    tempDirectory: temp,
  };
  const request = {
    keys,
    directory,
    sccacheVersion: "0.16.0",
    limits: { limitBytes: undefined, heldBytes: 0, holdsTarget: true },
  };
  return {
    log,
    guarding: options,
    directory,
    temp,
    proxy,
    file,
    store,
    restore: (other = store) =>
      fetchParts({ ...request, maxSizeBytes: 1e9, saves: false }, { ...deps, store: other }),
    async expectAll() {
      expect(digests(await readTree(directory))).toEqual(whole);
      expect((await readdir(temp)).every((name) => name.endsWith(".json"))).toBe(true);
    },
    async expectNothing() {
      expect(await readdir(directory).catch(() => [])).toEqual([]);
      expect(await readdir(temp)).toEqual([]);
    },
  };
}

function digests(tree: ReadonlyMap<string, MadeUpEntry>): [string, string, number][] {
  const rows = [...tree.values()].map(({ name, content, lastUse }): [string, string, number] => [
    name,
    createHash("sha256").update(content).digest("hex"),
    lastUse,
  ]);
  return rows.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Waits until an entry was unpacked beside the directory. */
async function untilUnpacked({ directory }: Job): Promise<undefined> {
  const isThere = async () => {
    const names = await readdir(directory, { recursive: true });
    return names.some((name) => /^\.restoring-.*[\\/][0-9a-f]{64}$/.test(name));
  };
  while (!(await isThere())) await sleep(20);
}

/** Damages the first segment. */
async function damage(file: string): Promise<void> {
  const opened = await open(file, "r+");
  await opened.write(randomBytes(8), 0, 8, 1_000_000);
  await opened.close();
}

describe.each(["s3", "azure"] as const)("from %s", (kind) => {
  test.each([
    ["first", 0],
    ["third", lateStart],
  ])("segments are unpacked while the %s range is on its way", async (_which, start) => {
    const job = await openJob(kind);
    job.proxy.rule((request) => (startOf(request) === start ? untilUnpacked(job) : undefined));
    expect((await job.restore()).base.part).toMatchObject({ kind: "restored" });
    await job.expectAll();
  });
});

test("from a folder", async () => {
  const job = await openJob("s3");
  const local = localStore({ path: join(job.temp, "..", "folder") });
  const store = scoped(
    guardedStore(local, async () => local, guard({ ...job.guarding, label: "local" })),
    scopes,
  );
  await store.put(key, job.file);
  expect((await job.restore(store)).base.part).toMatchObject({ kind: "restored" });
  expect(job.proxy.seen.filter((request) => startOf(request) !== undefined)).toEqual([]);
  await job.expectAll();
});

test("a download that is always cut in its second half leaves nothing", async () => {
  const job = await openJob("s3");
  job.proxy.rule((request) => (isLate(request) ? { cutAfterBytes: 1_000 } : undefined));
  expect((await job.restore()).base.part).toMatchObject({ kind: "failed", failure: "download" });
  await job.expectNothing();
});

test("a download that is cut, and tried again, is unpacked from its beginning", async () => {
  const job = await openJob("s3");
  let cuts = 0;
  job.proxy.rule(async (request) => {
    if (!isLate(request) || cuts >= 4) return undefined;
    cuts += 1;
    if (cuts === 4) await untilUnpacked(job);
    return { cutAfterBytes: 1_000 };
  });
  expect((await job.restore()).base.part).toMatchObject({ kind: "restored" });
  expect(job.log.lines.filter((line) => line.includes("trying again"))).toHaveLength(1);
  await job.expectAll();
});

test("a damaged segment ends the download of the rest", async () => {
  const job = await openJob("s3", { harm: damage });
  job.proxy.rule((request) => (isLate(request) ? { hang: true } : undefined));
  expect((await job.restore()).base.part).toMatchObject({ kind: "failed", failure: "damaged", key });
  await job.expectNothing();
});

test("a level that breaks off is passed over, and the next one's bundle is unpacked", async () => {
  const job = await openJob("s3");
  const near = scoped(memoryStore(), scopes);
  await near.put(key, job.file);
  job.proxy.rule((request) => (isLate(request) ? { cutAfterBytes: 1_000 } : undefined));
  const store = levelled([job.store, near], { log: job.log, isOwn: () => true });
  expect((await job.restore(store)).base.part).toMatchObject({ kind: "restored" });
  expect(job.log.lines.filter((line) => line.startsWith("warning"))).toHaveLength(1);
  await job.expectAll();
});

describe("a signature", () => {
  const signingWith = ({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }) =>
    openSigning({ signingKey: privateKey, verifyKeys: [publicKey] }, { repository: "octo/repo", scopes });
  const signing = signingWith(generateKeyPairSync("ed25519"));

  test("is checked before the rest has come, for the ref that the bundle is of", async () => {
    const job = await openJob("s3", { signing });
    job.proxy.rule((request) => (isLate(request) ? untilUnpacked(job) : undefined));
    expect((await job.restore()).base.part).toMatchObject({ kind: "restored" });
    await job.expectAll();
  });

  test("of another key ends the download", async () => {
    const other = signingWith(generateKeyPairSync("ed25519"));
    const harm = async (file: string) => void (await other?.sign(file, key));
    const job = await openJob("s3", { signing, harm });
    job.proxy.rule((request) => (isLate(request) ? { hang: true } : undefined));
    expect((await job.restore()).base.part).toMatchObject({ kind: "failed", failure: "not-signed", key });
    await job.expectNothing();
  });
});
