import { expect, test } from "vitest";
import { DEFAULT_VERSION, parseDigest, releaseAsset } from "./install.ts";

const DIGEST = "aec995a83ad3dff3d14b6314e08858b7b73d35ca85a5bcf3d3a9ec07dee35588";

test.each<[NodeJS.Platform, string, string]>([
  ["linux", "x64", "sccache-v0.16.0-x86_64-unknown-linux-musl.tar.gz"],
  ["linux", "arm64", "sccache-v0.16.0-aarch64-unknown-linux-musl.tar.gz"],
  ["darwin", "x64", "sccache-v0.16.0-x86_64-apple-darwin.tar.gz"],
  ["darwin", "arm64", "sccache-v0.16.0-aarch64-apple-darwin.tar.gz"],
  ["win32", "x64", "sccache-v0.16.0-x86_64-pc-windows-msvc.tar.gz"],
  ["win32", "arm64", "sccache-v0.16.0-aarch64-pc-windows-msvc.tar.gz"],
])("the archive for %s-%s is %s", (platform, arch, name) => {
  const asset = releaseAsset({ platform, arch }, { version: "0.16.0" });
  const url = `https://github.com/mozilla/sccache/releases/download/v0.16.0/${name}`;
  expect(asset).toMatchObject({ name, url });
});

test("there is none for a machine the project does not build for", () => {
  expect(releaseAsset({ platform: "aix", arch: "ppc64" }, { version: "0.16.0" })).toBeUndefined();
});

test("a mirror stands for the release page, with or without a slash at its end", () => {
  const machine = { platform: "linux", arch: "x64" } as const;
  for (const mirror of ["https://mirror.example/sccache", "https://mirror.example/sccache/"]) {
    expect(releaseAsset(machine, { version: "1.2.3", mirror })?.url).toBe(
      "https://mirror.example/sccache/v1.2.3/sccache-v1.2.3-x86_64-unknown-linux-musl.tar.gz",
    );
  }
});

test("a digest is held for the default version where it could be confirmed, and for no other version", () => {
  const pinned = (platform: NodeJS.Platform, version: string) =>
    releaseAsset({ platform, arch: "x64" }, { version })?.sha256;
  expect(pinned("linux", DEFAULT_VERSION)).toBe(DIGEST);
  expect(pinned("darwin", DEFAULT_VERSION)).toMatch(/^[0-9a-f]{64}$/);
  expect(pinned("win32", DEFAULT_VERSION)).toBeUndefined();
  expect(pinned("linux", "0.15.0")).toBeUndefined();
});

test.each([
  ["bare, as the project publishes it", DIGEST, DIGEST],
  ["with a line feed", `${DIGEST}\n`, DIGEST],
  ["in upper case", DIGEST.toUpperCase(), DIGEST],
  ["with a file name", `${DIGEST}  sccache.tar.gz\n`, DIGEST],
  ["empty", "", undefined],
  ["too short", DIGEST.slice(1), undefined],
  ["too long", `${DIGEST}0`, undefined],
  ["a page", `<html>${DIGEST}</html>`, undefined],
  ["two of them", `${DIGEST} a\n${DIGEST} b\n`, undefined],
])("a digest file %s", (_what, text, expected) => {
  expect(parseDigest(text)).toBe(expected);
});
