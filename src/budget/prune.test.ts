import { describe, expect, test } from "vitest";
import type { StoredBundle } from "../stored-bundle.ts";
import { planPrune } from "./prune.ts";

const digest = (n: number) => String(n).padStart(12, "0");
const key = (ending: string, n: number, prefix = "sccache") =>
  `${prefix}-linux-x64-rust1.95.0.59807616e-build-any-${ending}-${digest(n)}`;
const overlay = (n: number) => key("pr7", n, "sccache+overlay");

describe("planPrune", () => {
  const main = "refs/heads/main";
  const version = (name: string, savedAtMs: number, ref = main): Omit<StoredBundle, "bytes"> => ({
    key: name,
    ref,
    savedAtMs,
  });
  const bundles = [
    version(key("a", 1), 1),
    version(key("a", 2), 2),
    version(key("b", 3), 3),
    version(key("a", 1), 4, "refs/heads/other"),
    version(overlay(1), 5, "refs/pull/7/merge"),
    version(overlay(2), 6, "refs/pull/7/merge"),
    version("v0-rust-build-Linux-x64-0123-4567", 1),
  ];
  const options = { keyPrefix: "sccache", ref: undefined, keep: 1, nowMs: 1e12 };
  const saved = (list: readonly Omit<StoredBundle, "bytes">[]) =>
    list.map(({ savedAtMs }) => savedAtMs).sort();

  test("keeps the newest of each family and ref, and what is not ours", () => {
    expect(saved(planPrune(bundles, options))).toEqual([1, 2, 5]);
  });

  test("keeps the newest that each client finds", () => {
    const listed = [1, 2, 3, 4].map((n) => ({
      ...version(key("a", n), n),
      version: n % 2 ? "gzip" : "zstd",
    }));
    expect(saved(planPrune(listed, options))).toEqual([1, 2]);
  });

  test("keeps what another prefix, a custom key or another tool made", () => {
    const others = [
      ...[1, 2].map((n) => version(key("a", n, "sccache_nightly"), n)),
      ...[1, 2].map((n) => version(key("a", n, "sccache-nightly"), n)),
      ...[1, 2].map((n) => version(`sccache-linux-x64-rust1.95.0-build-any-${n}234567890abcdef01234567`, n)),
    ];
    expect(planPrune(others, { ...options, keep: 0 })).toEqual([]);
    expect(planPrune(others, { ...options, keyPrefix: "sccache-nightly", keep: 0 })).toHaveLength(2);
  });

  test("keeps as many as asked", () => {
    expect(saved(planPrune(bundles, { ...options, keep: 2 }))).toEqual([1]);
  });

  test("of one ref alone, and all of it when the ref is gone", () => {
    expect(saved(planPrune(bundles, { ...options, ref: "refs/pull/7/merge" }))).toEqual([5]);
    expect(saved(planPrune(bundles, { ...options, ref: "refs/pull/7/merge", keep: 0 }))).toEqual([5, 6]);
  });

  test("keeps what was read within the last minutes, and lists the oldest first", () => {
    const minute = 60_000;
    const nowMs = 100 * minute;
    const list = [4, 3, 2, 1].map((n) => ({
      ...version(key("a", n), n),
      lastReadAtMs: nowMs - (n === 2 ? 4 : 6) * minute,
    }));
    expect(planPrune(list, { ...options, nowMs }).map(({ savedAtMs }) => savedAtMs)).toEqual([1, 3]);
  });

  test("what a clock that is days ahead has noted is no read of now", () => {
    const [hour, nowMs] = [3_600_000, 10 * 86_400_000];
    const readIn = (ms: number) =>
      planPrune([{ ...version(key("a", 1), 1), lastReadAtMs: nowMs + ms }, version(key("a", 2), 2)], {
        ...options,
        nowMs,
      });
    expect(saved(readIn(2 * hour))).toEqual([]);
    expect(saved(readIn(48 * hour))).toEqual([1]);
  });

  test("where reads are not noted, keeps what a job may have found before its successor was saved", () => {
    const minute = 60_000;
    const nowMs = 100 * minute;
    const list = [30, 10, 4].map((ago, n) => version(key("a", n), nowMs - ago * minute));
    const ages = (keep: number, list: readonly Omit<StoredBundle, "bytes">[]) =>
      planPrune(list, { ...options, nowMs, keep }).map(({ savedAtMs }) => (nowMs - savedAtMs) / minute);
    expect(ages(1, list)).toEqual([30]);
    expect(ages(1, list.slice(0, 2))).toEqual([30]);
    expect(ages(1, list.slice(1))).toEqual([]);
    // The ref is gone: what was saved a moment ago may be on its way all the same.
    expect(ages(0, list)).toEqual([30]);
    expect(ages(0, list.slice(0, 2))).toEqual([30, 10]);
  });
});
