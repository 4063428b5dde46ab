import { expect, test } from "vitest";
import type { StoredBundle } from "../../stored-bundle.ts";
import { isUsedSince, newestOfEach } from "./newest-of-each.ts";

const main = "refs/heads/main";
const keyOf = (matrix: string, digit: string, { prefix = "sccache", ending = "0123456789abcdef" } = {}) =>
  `${prefix}-linux-x64-rust1.95.0-ci.build-${matrix}-${ending}-${digit.repeat(12)}`;
const bundle = (key: string, savedAtMs: number, ref = main): StoredBundle => ({
  key,
  ref,
  savedAtMs,
  bytes: 1,
});

test("the newest bundle of each matrix job is of this ref, a base, and of this prefix", () => {
  const found = newestOfEach(
    [
      bundle(keyOf("m1", "1"), 1),
      bundle(keyOf("m2", "2"), 2),
      bundle(keyOf("m1", "3"), 3),
      bundle(keyOf("m2", "4"), 4, "refs/heads/x"),
      bundle(keyOf("m3", "5", { prefix: "sccache+overlay", ending: "pr7" }), 5),
      bundle(keyOf("m4", "6", { prefix: "other" }), 6),
    ],
    { keyPrefix: "sccache", ref: main },
  );
  expect([...found].map(([family, { savedAtMs }]) => [family.split("-").at(-1), savedAtMs])).toEqual([
    ["m1", 3],
    ["m2", 2],
  ]);
});

test.each<[string, Partial<StoredBundle>, number | undefined, boolean]>([
  ["it was saved later", { savedAtMs: 8, lastReadAtMs: 8 }, 7, true],
  ["it was read later", { savedAtMs: 1, lastReadAtMs: 8 }, 7, true],
  ["neither", { savedAtMs: 1, lastReadAtMs: 7 }, 7, false],
  ["nothing tells of reads", { savedAtMs: 1 }, 7, true],
  ["there was no merge before", { savedAtMs: 1, lastReadAtMs: 1 }, undefined, true],
])("whether a matrix job has run since a merge: %s", (_what, times, mergedAtMs, expected) => {
  expect(isUsedSince(mergedAtMs)({ ...bundle("k", 0), ...times })).toBe(expected);
});
