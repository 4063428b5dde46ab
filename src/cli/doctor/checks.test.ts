import { expect, test } from "vitest";
import { freeFor, sizesOfFull } from "../../flow/restore/unpacking.ts";
import { checkLines, diagnose } from "./checks.ts";
import type { Facts } from "./facts.ts";

const healthy: Facts = {
  node: "v24.21.0",
  zstdFallback: undefined,
  sccache: { path: "/usr/bin/sccache", version: "0.16.0" },
  compilers: ["rustc 1.95.0"],
  env: {},
  cargoWrapper: undefined,
  otherBackends: [],
  hindrances: [],
  directory: { path: "/cache", exists: true, isWritable: true, foreignOwned: 0 },
  freeBytes: 50e9,
  holdsTarget: true,
  memoryBytes: 16e9,
  threads: 4,
  segmentBytes: 128e6,
  otherServer: undefined,
  socketBytes: 60,
  hasStore: true,
  store: { label: "github", seconds: 0.2, found: { kind: "miss" } },
  listed: { bundles: [], complete: true },
  storeKind: "github",
  maxSizeBytes: 500e6,
  signing: { keys: "none" },
};

test("a healthy machine has sixteen good lines", () => {
  const checks = diagnose(healthy);
  expect(checks).toHaveLength(16);
  expect(checks.filter(({ status }) => status !== "ok")).toEqual([]);
  expect(checkLines(checks)[0]).toBe("ok       node         v24.21.0");
});

const denied = { kind: "failed", failure: "denied", why: "403" } as const;

test.each<[Partial<Facts>, string, string, RegExp]>([
  [{ zstdFallback: "no binding" }, "warning", "zstd", /native/],
  [{ sccache: { path: null, why: "sccache not found on PATH" } }, "error", "sccache", /Install sccache/],
  [{ sccache: { path: "/s", version: "0.4.2" } }, "warning", "sccache", /Update/],
  [{ compilers: [] }, "warning", "compiler", /before the restore/],
  [{ env: { RUSTC_WRAPPER: "" } }, "error", "wrapper", /Unset/],
  [{ env: { RUSTC_WRAPPER: "/usr/bin/ccache" } }, "error", "wrapper", /Unset/],
  [{ cargoWrapper: { value: "kache", file: ".cargo/config.toml" } }, "warning", "wrapper", /wrap: none/],
  [{ env: { CC: "sccache sccache cc" } }, "error", "wrapper", /once/],
  [{ env: { CARGO_INCREMENTAL: "1" } }, "warning", "incremental", /Unset/],
  [{ otherBackends: [{ name: "Redis", todo: "unset SCCACHE_REDIS" }] }, "error", "backends", /SCCACHE_REDIS/],
  [{ hindrances: [{ what: "SCCACHE_NO_CACHE …", todo: "unset it" }] }, "warning", "backends", /^unset it$/],
  [{ env: { SCCACHE_CACHE_SIZE: "1.5G" } }, "error", "cache size", /whole/],
  [{ env: { SCCACHE_CACHE_SIZE: "1G" } }, "warning", "cache size", /raise it to 6.30 GB/],
  [{ otherServer: "127.0.0.1:4226" }, "warning", "servers", /stop-server/],
  [{ socketBytes: 140 }, "warning", "socket", /shorter/],
  [{ directory: { ...healthy.directory, isWritable: false } }, "error", "directory", /right to write/],
  [{ directory: { ...healthy.directory, foreignOwned: 3 } }, "warning", "directory", /chown/],
  [{ freeBytes: 1.9e9 }, "error", "disk", /needs 8.51 GB, and 12.6 GB/],
  [{ freeBytes: 4e9 }, "warning", "disk", /needs 8.51 GB, and 12.6 GB/],
  [{ freeBytes: 2e9, holdsTarget: false }, "warning", "disk", /needs 2.21 GB, and 6.30 GB/],
  [{ memoryBytes: 1e9, threads: 64 }, "warning", "memory", /threads to 1\./],
  [{ memoryBytes: 4e9, threads: 8, segmentBytes: 512e6 }, "warning", "memory", /threads to 1\./],
  [{ store: { label: "s3", seconds: 1, found: denied } }, "error", "store", /credentials/],
  [{ hasStore: false, store: { ...healthy.store, found: denied } }, "error", "store", /--store/],
  [{ store: { ...healthy.store, seconds: 7 } }, "warning", "store", /closer/],
  [{ listed: denied }, "warning", "rights", /actions: write/],
  [{ listed: denied, storeKind: "local" }, "warning", "rights", /the right to list the store/],
  [{ signing: { keys: "private" } }, "warning", "signatures", /in every job/],
  [{ signing: { keys: "both", refused: "it is not signed" } }, "warning", "signatures", /next save/],
])("%j is a %s of %s", (change, status, name, fix) => {
  const odd = diagnose({ ...healthy, ...change }).filter((check) => check.status !== "ok");
  expect(odd).toMatchObject([{ status, name }]);
  expect(odd[0]?.fix).toMatch(fix);
});

test.each([
  [6e9, "is not restored"],
  [7e9, "is restored in part"],
  [10e9, "is unpacked in its compact form"],
  [12.5e9, "is unpacked in its compact form"],
])("the disk with %d bytes free: a full bundle %s", (freeBytes, what) => {
  const disk = diagnose({ ...healthy, freeBytes }).find(({ name }) => name === "disk");
  expect(disk?.detail).toMatch(new RegExp(`so a full bundle of 500 MB ${what}$`));
});

test("the disk is fine for a full bundle where restore unpacks it raw", () => {
  const freeBytes = freeFor(sizesOfFull(500e6), healthy).raw;
  expect(diagnose({ ...healthy, freeBytes }).filter(({ status }) => status !== "ok")).toEqual([]);
});

test("what was found is printed as text", () => {
  const checks = diagnose({ ...healthy, compilers: ["rustc\u001b[31m\n::error::x"] });
  expect(checkLines(checks).join("\n")).toContain("rustc?[31m ::error::x");
});
