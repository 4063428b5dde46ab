import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { objectNameOf } from "../../src/store/objects/object-names.ts";
import { type S3Spec, s3Store } from "../../src/store/objects/s3.ts";
import { catalogContract } from "../contract/catalog-contract.ts";
import { storeContract } from "../contract/store-contract.ts";
import { withEnv } from "../contract/with-env.ts";
import { motoEnv } from "./moto.ts";
import { type Seen, startProxy, type TestProxy } from "./proxy.ts";
import { sharedMoto } from "./shared-moto.ts";
import { storeFaults } from "./store-faults.ts";

const moto = sharedMoto({ pageSize: 50 });

const prefix = "ci/bundles/";
const specOf = (bucket: string, endpoint = moto().url): S3Spec => ({
  kind: "s3",
  bucket,
  prefix,
  endpoint,
  pathStyle: true,
});
const openS3 = (spec: S3Spec) => s3Store(spec, { env: process.env });
const open = async () => ({ store: openS3(specOf(await moto().bucket())), close: async () => {} });
const secrets = [motoEnv.AWS_ACCESS_KEY_ID, motoEnv.AWS_SECRET_ACCESS_KEY];
const said = (code: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
const isDownload = ({ method, headers }: Seen) => method === "GET" && headers["range"] !== undefined;
const isUpload = ({ method, path }: Seen) => method === "PUT" && path.includes("partNumber=");

storeContract("s3", open);
catalogContract("s3", open);
storeFaults("s3", async () => {
  const proxy = await startProxy(moto().url);
  const bucket = await moto().bucket();
  return {
    store: openS3(specOf(bucket, proxy.url)),
    other: openS3(specOf(bucket)),
    proxy,
    throttled: { status: 503, body: said("SlowDown") },
    denied: { status: 403, body: said("SignatureDoesNotMatch") },
    isDownload,
    isUpload,
    replace: (key) => moto().putObject(bucket, `${prefix}${objectNameOf(key)}`, "another body"),
    secrets,
    close: () => proxy.close(),
  };
});

async function workbench(): Promise<{
  folder: string;
  bucket: string;
  proxy: TestProxy;
  put: (key: string, body: string) => Promise<unknown>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "s3-"));
  const proxy = await startProxy(moto().url);
  onTestFinished(async () => {
    await proxy.close();
    await rm(folder, { recursive: true, force: true });
  });
  const bucket = await moto().bucket();
  const put = async (key: string, body: string) => {
    await writeFile(join(folder, "from"), body);
    return openS3(specOf(bucket, proxy.url)).put(key, join(folder, "from"));
  };
  return { folder, bucket, proxy, put };
}

test.each([
  ["NoSuchBucket", 404, "absent", "there is no such bucket"],
  ["AccessDenied", 403, "denied", "list, get and put"],
  ["RequestTimeTooSkewed", 403, "denied", "the clock of this machine is wrong"],
  ["ExpiredToken", 400, "denied", "get new credentials"],
  ["QuotaExceeded", 403, "full", "quota"],
])("%s is said so that one knows what to do", async (code, status, reason, text) => {
  const { bucket, proxy } = await workbench();
  proxy.rule(() => ({ status, body: said(code) }));
  const looked = openS3(specOf(bucket, proxy.url)).lookup({ key: "a", fallbacks: [] });
  await expect(looked).rejects.toMatchObject({ reason, message: expect.stringContaining(text) });
});

test("a clock that is an hour wrong is corrected by what the service tells", async () => {
  const { proxy, put } = await workbench();
  const thereMs = Date.now() + 3_600_000;
  // As AWS does it, which takes what is signed within 15 minutes of its own time.
  proxy.rule(({ headers }) => {
    const [, date = "", hour, minute, second] =
      /^(\d{8})T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers["x-amz-date"])) ?? [];
    const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
    const signedMs = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
    if (Math.abs(signedMs - thereMs) < 900_000) return undefined;
    const told = { date: new Date(thereMs).toUTCString() };
    return { status: 403, body: said("RequestTimeTooSkewed"), headers: told };
  });
  expect(await put("a", "body")).toMatchObject({ kind: "stored" });
  expect(proxy.seen.length).toBeGreaterThan(2);
});

test("a server that knows none of our credentials", async () => {
  const { bucket, put } = await workbench();
  await moto().refuseCredentials(true);
  onTestFinished(() => moto().refuseCredentials(false));
  const looked = openS3(specOf(bucket)).lookup({ key: "a", fallbacks: [] });
  await expect(looked).rejects.toMatchObject({
    reason: "denied",
    message: expect.stringContaining("AWS_ACCESS_KEY_ID"),
  });
  await expect(put("a", "body")).rejects.toMatchObject({ reason: "denied" });
});

test("no credentials at all", async () => {
  const { bucket } = await workbench();
  onTestFinished(withEnv({ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }));
  const looked = openS3(specOf(bucket)).lookup({ key: "a", fallbacks: [] });
  await expect(looked).rejects.toMatchObject({
    reason: "denied",
    message: `s3://${bucket}/ci/bundles: no credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the job a role`,
  });
});

test("a bucket that is not there", async () => {
  const { folder } = await workbench();
  const store = openS3(specOf("no-such-bucket"));
  await writeFile(join(folder, "from"), "body");
  for (const call of [
    () => store.lookup({ key: "a", fallbacks: [] }),
    () => store.put("a", join(folder, "from")),
    () => store.list(""),
  ]) {
    await expect(call()).rejects.toMatchObject({ reason: "absent", retryable: false });
  }
});

test("the newest is found in a listing of many pages, one request each", async () => {
  const { folder, bucket, proxy, put } = await workbench();
  const others = Array.from(
    { length: 63 },
    (_, index) => `${prefix}k-${String(index).padStart(5, "0")}.tar.zst`,
  );
  await put("k-00000-newest-of-its-time", "old");
  await moto().putObjects(bucket, others, "body");
  // Its name is neither the first nor the last.
  await moto().sleepIntoNextSecond();
  await put("k-00030-newest", "new");
  proxy.rule(() => undefined);
  const store = openS3(specOf(bucket, proxy.url));
  expect(await store.lookup({ key: "k-", fallbacks: [] })).toEqual({ kind: "hit", key: "k-00030-newest" });
  expect(proxy.seen.map(({ method }) => method)).toEqual(["GET", "GET"]);
  expect(await store.fetch({ key: "x", fallbacks: ["k-"] }, join(folder, "into"))).toMatchObject({
    bytes: 3,
  });
});

test("what is deeper, or not ours, is not a bundle", async () => {
  const { bucket, put } = await workbench();
  await put("a-1", "body");
  for (const name of ["a-2", "a-3.txt", "a-4/x.tar.zst", "a 5.tar.zst"])
    await moto().putObject(bucket, prefix + name, "x");
  const store = openS3(specOf(bucket));
  expect((await store.list("")).bundles.map(({ key }) => key)).toEqual(["a-1"]);
  expect(await openS3({ ...specOf(bucket), prefix: "" }).list("")).toEqual({ bundles: [], complete: true });
});

test("a range that breaks off is resumed where it ended", async () => {
  const { folder, bucket, proxy, put } = await workbench();
  const body = "0123456789".repeat(2_000_000);
  await put("a", body);
  const broken = new Set<string>();
  proxy.rule((request) => {
    const range = String(request.headers["range"]);
    const isFirstOrSecond = range.startsWith("bytes=0-") || range.startsWith(`bytes=${4 * 2 ** 20}-`);
    if (!isDownload(request) || !isFirstOrSecond || broken.has(range)) return undefined;
    broken.add(range);
    return { cutAfterBytes: 3_000_000 };
  });
  await openS3(specOf(bucket, proxy.url)).fetch({ key: "a", fallbacks: [] }, join(folder, "into"));
  expect(await readFile(join(folder, "into"), "utf8")).toBe(body);
  expect(broken.size).toBe(2);
  expect(proxy.seen.filter(isDownload)).toHaveLength(6 + 2); // the end, and five ranges of 4 MiB
});

/** As AWS: of parts with checksums that the upload has not announced, none is found in the end. */
function refuseMixedChecksums(proxy: TestProxy): void {
  const isNamed = (headers: Seen["headers"]) =>
    Object.keys(headers).some((name) => /^x-amz-(checksum-|sdk-checksum-|trailer)/.test(name));
  const announced = new Set<string>();
  const mixed = new Set<string>();
  proxy.rule(({ method, path, headers }) => {
    const [name = "", query = ""] = path.split("?");
    if (method === "POST" && /^uploads\b/.test(query) && isNamed(headers)) announced.add(name);
    if (query.includes("partNumber=") && isNamed(headers) && !announced.has(name)) mixed.add(name);
    const isEnd = method === "POST" && query.includes("uploadId=");
    return isEnd && mixed.has(name) ? { status: 400, body: said("InvalidPart") } : undefined;
  });
}

test.each(["AWS_ENDPOINT_URL_S3", "?endpoint="])(
  "a large bundle is saved where checksums are held to the letter, the address by %s",
  async (by) => {
    const { folder, bucket, proxy } = await workbench();
    refuseMixedChecksums(proxy);
    if (by === "AWS_ENDPOINT_URL_S3") onTestFinished(withEnv({ AWS_ENDPOINT_URL_S3: proxy.url }));
    const { endpoint: _, ...spec } = specOf(bucket);
    const store = openS3(by === "?endpoint=" ? { ...spec, endpoint: proxy.url } : spec);
    await writeFile(join(folder, "from"), "x".repeat(9_000_000));
    expect(await store.put("k", join(folder, "from"))).toEqual({ kind: "stored", bytes: 9_000_000 });
    expect(proxy.seen.filter(isUpload)).toHaveLength(2);
    expect(await store.fetch({ key: "k", fallbacks: [] }, join(folder, "into"))).toMatchObject({ key: "k" });
    expect((await readFile(join(folder, "into"))).length).toBe(9_000_000);
  },
);

test.each<[string, Record<string, string>, boolean, string]>([
  ["?region= wins", { AWS_REGION: "eu-west-1" }, true, "eu-central-1"],
  ["AWS_REGION", { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-2" }, false, "eu-west-1"],
  ["AWS_DEFAULT_REGION", { AWS_DEFAULT_REGION: "eu-west-2" }, false, "eu-west-2"],
  ["nothing", {}, false, "us-east-1"],
])("the region of a store with an endpoint: %s", async (_what, more, isGiven, region) => {
  const { bucket, proxy } = await workbench();
  onTestFinished(withEnv({ AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, ...more }));
  proxy.rule(() => undefined);
  const spec = { ...specOf(bucket, proxy.url), ...(isGiven && { region: "eu-central-1" }) };
  expect(await openS3(spec).lookup({ key: "a", fallbacks: [] })).toEqual({ kind: "miss" });
  expect(proxy.seen[0]?.headers["authorization"]).toContain(`/${region}/s3/`);
});

test("AWS_DEFAULT_REGION counts where a variable gives the endpoint", async () => {
  const { bucket, proxy } = await workbench();
  const regions = { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined };
  onTestFinished(withEnv({ ...regions, AWS_ENDPOINT_URL: proxy.url }));
  proxy.rule(() => undefined);
  const { endpoint: _, ...spec } = specOf(bucket);
  const look = (env = process.env) => s3Store(spec, { env }).lookup({ key: "a", fallbacks: [] });
  await expect(look()).rejects.toMatchObject({ message: expect.stringContaining("set AWS_REGION") });
  expect(await look({ ...process.env, AWS_DEFAULT_REGION: "eu-west-2" })).toEqual({ kind: "miss" });
  expect(proxy.seen[0]?.headers["authorization"]).toContain("/eu-west-2/s3/");
});

test("of two jobs that upload at once one wins, whole, and no parts stay behind", async () => {
  const { folder, bucket } = await workbench();
  const stores = ["A", "B"].map((letter) => ({ letter, store: openS3(specOf(bucket)) }));
  const stored = await Promise.all(
    stores.map(async ({ letter, store }) => {
      await writeFile(join(folder, letter), letter.repeat(9_000_000));
      return store.put("k", join(folder, letter));
    }),
  );
  expect(stored.map(({ kind }) => kind).sort()).toEqual(["stored", "taken"]);
  await openS3(specOf(bucket)).fetch({ key: "k", fallbacks: [] }, join(folder, "into"));
  expect(new Set(await readFile(join(folder, "into"), "utf8")).size).toBe(1);
  expect(await moto().uploads(bucket)).toBe(0);
  expect((await readdir(folder)).sort()).toEqual(["A", "B", "into"]);
});

test("an upload whose last answer was lost is known as our own", async () => {
  const { folder, bucket, proxy } = await workbench();
  const store = openS3(specOf(bucket, proxy.url));
  for (const [key, bytes] of [
    ["small", 4],
    ["large", 9_000_000],
  ] as const) {
    const isLast = ({ method, path }: Seen) =>
      key === "small" ? method === "PUT" : method === "POST" && path.includes("uploadId=");
    // It is done there, and nothing of the answer comes.
    proxy.rule((request) => (isLast(request) ? { cutAfterBytes: 0 } : undefined));
    await writeFile(join(folder, key), "x".repeat(bytes));
    expect(await store.put(key, join(folder, key))).toEqual({ kind: "stored", bytes });
    proxy.rule(() => undefined);
    expect(await openS3(specOf(bucket)).put(key, join(folder, key))).toEqual({ kind: "taken" });
  }
  expect(await moto().uploads(bucket)).toBe(0);
});

test("a chain of keys that its last one begins is one listing", async () => {
  const { bucket, proxy, put } = await workbench();
  await put("fam-lock-1", "body");
  const store = openS3(specOf(bucket, proxy.url));
  proxy.rule(() => undefined);
  expect(await store.lookup({ key: "fam-other-", fallbacks: ["fam-lock-", "fam-"] })).toMatchObject({
    key: "fam-lock-1",
  });
  expect(await store.lookup({ key: "x-y-z", fallbacks: ["x-y-", "x-"] })).toEqual({ kind: "miss" });
  expect(proxy.seen).toHaveLength(3);
});
