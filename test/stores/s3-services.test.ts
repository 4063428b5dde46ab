import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { s3Store } from "../../src/store/objects/s3.ts";
import { withEnv } from "../contract/with-env.ts";
import { testFolder } from "../test-folder.ts";
import { type Fault, type Seen, startProxy } from "./proxy.ts";
import { sharedMoto } from "./shared-moto.ts";

// What services that speak S3 do otherwise than the emulator, as their users have reported it.

const moto = sharedMoto();

const small = Buffer.from("body");
const large = Buffer.alloc(20_000_000, "large");

/** A store behind a service that does otherwise. */
async function behind(rule: (request: Seen) => Fault | undefined) {
  const folder = await testFolder();
  const proxy = await startProxy(moto().url);
  onTestFinished(() => proxy.close());
  proxy.rule(rule);
  const bucket = await moto().bucket();
  const store = s3Store(
    { kind: "s3", bucket, prefix: "", endpoint: proxy.url, pathStyle: true },
    { env: process.env },
  );
  return {
    store,
    proxy,
    async put(key: string, body: Buffer) {
      await writeFile(join(folder, "from"), body);
      return store.put(key, join(folder, "from"));
    },
    async fetch(key: string) {
      await store.fetch({ key, fallbacks: [] }, join(folder, key));
      return readFile(join(folder, key));
    },
  };
}

const said = (code: string, message: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
const isPart = ({ method, path }: Seen) => method === "PUT" && path.includes("partNumber=");

test("a service that knows no conditions gets each part once", async () => {
  const unknown = said(
    "NotImplemented",
    "A header you provided implies functionality that is not implemented",
  );
  const { put, fetch, proxy } = await behind(({ headers }) =>
    headers["if-none-match"] === undefined ? undefined : { status: 501, body: unknown },
  );
  expect(await put("large", large)).toEqual({ kind: "stored", bytes: large.length });
  expect(proxy.seen.filter(isPart)).toHaveLength(3);
  expect(await put("small", small)).toEqual({ kind: "stored", bytes: small.length });
  expect(await put("small", Buffer.from("again"))).toEqual({ kind: "taken" });
  expect((await fetch("large")).equals(large)).toBe(true);
  expect((await fetch("small")).equals(small)).toBe(true);
  // Learnt once.
  expect(proxy.seen.filter(({ headers }) => headers["if-none-match"] !== undefined)).toHaveLength(1);
});

test("a bucket with object lock is given a digest of each body", async () => {
  const digests: string[] = [];
  const { put, fetch } = await behind(({ method, headers, path }) => {
    const digest = headers["content-md5"];
    if (method !== "PUT") return undefined;
    if (digest !== undefined) {
      digests.push(String(digest));
      return undefined;
    }
    const kind = path.includes("partNumber=") ? "Part" : "Object";
    const text = `Content-MD5 OR x-amz-checksum- HTTP header is required for Put ${kind} requests with Object Lock parameters`;
    return { status: 400, body: said("InvalidRequest", text) };
  });
  expect(await put("large", large)).toEqual({ kind: "stored", bytes: large.length });
  expect(await put("small", small)).toEqual({ kind: "stored", bytes: small.length });
  expect((await fetch("large")).equals(large)).toBe(true);
  expect(digests).toHaveLength(4);
  expect(digests.at(-1)).toBe(createHash("md5").update(small).digest("base64"));
});

test.each([
  [
    "without quotes",
    (listing: string) => listing.replace(/<ETag>(?:"|&quot;)(.*?)(?:"|&quot;)</g, "<ETag>$1<"),
  ],
  ["not at all", (listing: string) => listing.replace(/<ETag>.*?<\/ETag>/g, "")],
])("tags that are listed %s are read, and removed", async (_how, rewrite) => {
  const { put, fetch, store } = await behind(({ method, path, headers }) => {
    const condition = headers["if-match"];
    if (condition !== undefined && !/^"[^"]+"$/.test(String(condition))) return { status: 412 };
    return method === "GET" && path.includes("list-type=") ? { rewrite } : undefined;
  });
  await put("a", large);
  expect((await fetch("a")).equals(large)).toBe(true);
  const [bundle] = (await store.list("a")).bundles;
  if (bundle === undefined) throw new Error("nothing was listed");
  expect(await store.remove(bundle)).toBe("removed");
  expect((await store.list("a")).bundles).toEqual([]);
});

test.each([
  ["an object that is gone", "key-1", "key-0"],
  ["a tag that no object has", /<ETag>.*?<\/ETag>/, '<ETag>"0123"</ETag>'],
])("a listing with %s is a damaged bundle, after some looks", async (_what, from, to) => {
  const { put, fetch, proxy } = await behind(({ path }) =>
    path.includes("list-type=") ? { rewrite: (listing) => listing.replace(from, to) } : undefined,
  );
  await put("key-1", small);
  for (let look = 1; look < 3; look += 1) {
    await expect(fetch("key-")).rejects.toMatchObject({
      reason: "broken",
      retryable: true,
    });
  }
  await expect(fetch("key-")).rejects.toMatchObject({
    reason: "damaged",
    isCertain: false,
  });
  proxy.rule(() => undefined);
  expect(await fetch("key-1")).toEqual(small);
});

test.each([
  ["at no place", "", 1],
  ["where it was", "<NextContinuationToken>here</NextContinuationToken>", 2],
])(
  "a listing that is to go on %s is an error, and not asked for without end",
  async (_where, next, asked) => {
    const listing = `<Name>bucket</Name><KeyCount>0</KeyCount><IsTruncated>true</IsTruncated>${next}`;
    const body = `<ListBucketResult>${listing}</ListBucketResult>`;
    const { store, proxy } = await behind(() => ({ status: 200, body }));
    await expect(store.lookup({ key: "a", fallbacks: [] })).rejects.toThrow("its listing is cut");
    expect(proxy.seen).toHaveLength(asked);
  },
);

test("what a service calls an error that nobody foresaw is told", async () => {
  const { store } = await behind(() => ({ status: 400, body: said("InvalidStorageClass", "no") }));
  await expect(store.lookup({ key: "a", fallbacks: [] })).rejects.toThrow(
    "it answered 400 (InvalidStorageClass)",
  );
});

test("a region by another name is told", async () => {
  const { store } = await behind(() => ({
    status: 400,
    body: said("AuthorizationHeaderMalformed", "Authorization header malformed, unexpected scope"),
  }));
  await expect(store.lookup({ key: "a", fallbacks: [] })).rejects.toThrow("set ?region=");
});

test.each([
  [403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"],
  [400, "InvalidIdentityToken", "No OpenIDConnect provider found in your account"],
])("a role that the identity of a job does not get: %i %s", async (status, code, message) => {
  const folder = await testFolder();
  const { proxy, store } = await behind(() => ({
    status,
    headers: { "content-type": "text/xml" },
    body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  }));
  await writeFile(join(folder, "token"), "an-identity");
  onTestFinished(
    withEnv({
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, "token"),
      AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/ci",
      AWS_ENDPOINT_URL_STS: proxy.url,
    }),
  );
  await expect(store.lookup({ key: "a", fallbacks: [] })).rejects.toMatchObject({
    reason: "denied",
    message: expect.stringContaining("the role is not given to this job: see AWS_ROLE_ARN"),
  });
});
