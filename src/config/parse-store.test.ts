import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStore } from "./parse-store.ts";

const s3 = { kind: "s3", bucket: "my-bucket", prefix: "", pathStyle: false };
const azure = { kind: "azure", container: "bundles", prefix: "" };
const vercel = { kind: "vercel", address: "https://api.vercel.com", prefix: "" };

test.each([
  ["github", { kind: "github" }],
  [" github ", { kind: "github" }],
  ["local:/mnt/cache", { kind: "local", path: "/mnt/cache" }],
  ["local: relative/path ", { kind: "local", path: "relative/path" }],
  ["local:C:\\cache", { kind: "local", path: "C:\\cache" }],
  ["local:/a?b", { kind: "local", path: "/a?b" }],
  ["local:/mnt/cache?max-size=10G", { kind: "local", path: "/mnt/cache", maxBytes: 1e10 }],
  ["local:/a?b?max-size=1", { kind: "local", path: "/a?b", maxBytes: 1 }],
  ["s3://my-bucket", s3],
  ["s3://my-bucket/", s3],
  ["s3://my-bucket/a/b.c", { ...s3, prefix: "a/b.c/" }],
  ["s3://my-bucket/a/?region=eu-west-1", { ...s3, prefix: "a/", region: "eu-west-1" }],
  [
    "s3://my-bucket?endpoint=https://x.r2.cloudflarestorage.com/",
    { ...s3, endpoint: "https://x.r2.cloudflarestorage.com", pathStyle: true },
  ],
  [
    "s3://my-bucket?endpoint=http%3A%2F%2F127.0.0.1%3A9000%2Fs3&path-style=false",
    { ...s3, endpoint: "http://127.0.0.1:9000/s3" },
  ],
  ["s3://my-bucket?path-style=true", { ...s3, pathStyle: true }],
  [
    "s3://My_Bucket/a?endpoint=https://storage.googleapis.com",
    { ...s3, bucket: "My_Bucket", prefix: "a/", endpoint: "https://storage.googleapis.com", pathStyle: true },
  ],
  ["azure://bundles", azure],
  ["azure://bundles/ci?account=mine", { ...azure, prefix: "ci/", account: "mine" }],
  [
    "azure://bundles?endpoint=http://127.0.0.1:1/devstore",
    { ...azure, endpoint: "http://127.0.0.1:1/devstore" },
  ],
  ["vercel", vercel],
  ["vercel?prefix=my-repo", { ...vercel, prefix: "my-repo" }],
  ["vercel+http://127.0.0.1:3000", { ...vercel, address: "http://127.0.0.1:3000" }],
  ["vercel+https://cache.example/base/", { ...vercel, address: "https://cache.example/base" }],
])("%o is a store", (text, spec) => {
  expect(parseStore(text)).toEqual(spec);
});

test("a list gives levels in its order", () => {
  expect(parseStore("local:/mnt/cache?max-size=1G, github,s3://my-bucket")).toEqual({
    kind: "levels",
    levels: [{ kind: "local", path: "/mnt/cache", maxBytes: 1e9 }, { kind: "github" }, s3],
  });
});

describe("what is not of the grammar is no store", () => {
  test.each([
    "",
    ",",
    "github,",
    "GitHub",
    "git hub",
    "gcs://bucket",
    "local:",
    "local: ",
    "local:?max-size=1G",
    "local:/a?max-size=",
    "local:/a?max-size=lots",
    "s3:",
    "s3://",
    "s3:bucket",
    "s3://Bucket",
    "s3://my_bucket",
    "s3://_bucket?endpoint=https://r2.example",
    "s3://my bucket?endpoint=https://r2.example",
    "s3://my-bucket//a",
    "s3://my-bucket/../a",
    "s3://my-bucket/a b",
    "s3://my-bucket?region=",
    "s3://my-bucket?region=EU West",
    "s3://my-bucket?region=a&region=b",
    "s3://my-bucket?path-style=yes",
    "s3://my-bucket?pathstyle=true",
    "s3://my-bucket?endpoint=r2.example",
    "s3://my-bucket?endpoint=ftp://r2.example",
    "s3://my-bucket?endpoint=https://r2.example/?x=1",
    "azure://",
    "azure://a",
    "azure://Bundles",
    "azure://a--b",
    "azure://bundles?sas=sv",
    "azure://bundles?account=My-Account",
    "vercel://host",
    "vercel:",
    "vercel?team=a",
    "vercel?prefix=a/b",
    "vercel+ftp://host",
    "vercel+https://",
  ])("%o", (text) => expect(parseStore(text)).toBeUndefined());

  test.each([
    "s3://key:secret@my-bucket",
    "s3://key@my-bucket",
    "s3://my-bucket?endpoint=https://key:secret@r2.example",
    "s3://my-bucket?access-key=key",
    "azure://account:key@bundles",
    "azure://bundles?endpoint=https://key@azure.example",
    "azure://bundles?endpoint=https://azure.example?sig=secret",
    "vercel+https://user:secret@cache.example",
    "vercel?token=secret",
  ])("credentials: %o", (text) => expect(parseStore(text)).toBeUndefined());

  test.each([
    "github,github",
    "local:/a,github,local:/a/",
    "local:/a,local:/a?max-size=1G",
    "s3://my-bucket,s3://my-bucket?region=eu-west-1",
    "vercel,vercel",
  ])("the same place twice: %o", (text) => expect(parseStore(text)).toBeUndefined());
});

test("places of one kind that differ are levels", () => {
  expect(parseStore("local:/a,local:/b")).toMatchObject({ kind: "levels" });
  expect(parseStore("s3://my-bucket/a,s3://my-bucket/b")).toMatchObject({ kind: "levels" });
});

test("no text makes the parser throw", () => {
  const part = fc.constantFrom(
    "s3",
    "azure",
    "vercel+http",
    "local:",
    "://",
    "?",
    "&",
    "=",
    "%",
    "%zz",
    "@",
    ",",
    "/",
    "[",
    "a",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 3 })), { maxLength: 12 }), (parts) => {
      parseStore(parts.join(""));
    }),
  );
});
