import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { BundledEntry } from "../bundle/format/manifest.ts";
import { chooseUnpacking, freeBytes, mayWriteRaw, threadsFor } from "./machine.ts";

test.each([
  ["a hosted runner", { cores: 4, memoryBytes: 14e9 }, 4],
  ["64 cores in a container of 4 GB", { cores: 64, memoryBytes: 4e9 }, 6],
  ["hardly any memory", { cores: 8, memoryBytes: 100e6 }, 1],
])("%s", (_what, machine, threads) => {
  expect(threadsFor({ threads: undefined }, machine)).toBe(threads);
});

test("the segment's size counts, and the user's word above all", () => {
  const machine = { cores: 8, memoryBytes: 4e9 };
  expect(threadsFor({ threads: undefined, segmentBytes: 512e6 }, machine)).toBe(1);
  expect(threadsFor({ threads: 8, segmentBytes: 512e6 }, machine)).toBe(8);
});

test("this machine has at least one thread to give", () => {
  expect(threadsFor({ threads: undefined })).toBeGreaterThan(0);
});

const entry = (bytes: number, more: Partial<BundledEntry> = {}): BundledEntry =>
  ({ name: `${bytes}`, bytes, storedBytes: bytes, lastRun: 1, costMs: null, ...more }) as BundledEntry;

const entries = [entry(600e6), entry(400e6)];
const unlimited = { limitBytes: undefined };

test.each([
  [10e9, "raw", 2],
  [3.5e9, "raw", 2],
  [3.4e9, "compact", 2],
  [2.6e9, "compact", 2],
  [2.4e9, "compact", 1],
  [2.1e9, "none", 0],
  [0, "none", 0],
])("1 GB of entries on a disk with %d bytes free: %s, %i entries", (free, how, count) => {
  const unpacking = chooseUnpacking(entries, { freeBytes: free, ...unlimited });
  expect([unpacking.how, unpacking.entries.length]).toEqual([how, count]);
});

test.each([
  [2e9, "raw", 2],
  [1e9, "compact", 2],
  [0.25e9, "compact", 1],
  [0.1e9, "none", 0],
])("the same when the user lets sccache fill %d bytes: %s, %i entries", (limitBytes, how, count) => {
  const unpacking = chooseUnpacking(entries, { freeBytes: 100e9, limitBytes });
  expect([unpacking.how, unpacking.entries.length]).toEqual([how, count]);
});

test("entries that sccache had compressed take about as much again", () => {
  const compressed = [entry(1e9, { storedBytes: 0.15e9 })];
  expect(chooseUnpacking(compressed, { freeBytes: 100e9, limitBytes: 0.2e9 })).toMatchObject({
    how: "compact",
  });
});

test("what is used last and took longest to compile is restored first", () => {
  const some = [
    entry(100e6, { name: "old", lastRun: 1, costMs: 900 }),
    entry(100e6, { name: "cheap", lastRun: 2, costMs: 1 }),
    entry(100e6, { name: "dear", lastRun: 2, costMs: 800 }),
  ];
  const names = (limitBytes: number) =>
    chooseUnpacking(some, { freeBytes: 100e9, limitBytes }).entries.map(({ name }) => name);
  expect(names(36e6)).toEqual(["dear"]);
  expect(names(71e6)).toEqual(["dear", "cheap"]);
});

test("nothing to restore is no reason to complain", () => {
  expect(chooseUnpacking([], { freeBytes: 0, ...unlimited })).toEqual({ how: "compact", entries: [] });
});

test.each([
  ["a cold build on a hosted runner", 0, 14e9, undefined, true],
  ["a cold build on a small disk", 0, 10e9, undefined, false],
  ["a small project on the same disk", 300e6, 10e9, undefined, true],
  ["a large project", 7e9, 12e9, undefined, false],
  ["a limit of the user's", 0, 100e9, 5e9, false],
  ["a limit as large as sccache's own", 300e6, 100e9, 10 * 2 ** 30, true],
  ["a limit that four times would pass", 3e9, 100e9, 11e9, false],
])("raw entries for %s", (_what, restoredBytes, free, limitBytes, expected) => {
  expect(mayWriteRaw(restoredBytes, { freeBytes: free, limitBytes }, 500e6)).toBe(expected);
});

test("the disk's room is known for what does not exist yet", async () => {
  const free = await freeBytes(join(tmpdir(), "not", "there"));
  expect(free).toBeGreaterThan(0);
  expect(free).toBeLessThan(Number.POSITIVE_INFINITY);
});
