import { expect, test } from "vitest";
import type { BundledEntry } from "../../bundle/format/manifest.ts";
import { chooseUnpacking, mayWriteRaw } from "./unpacking.ts";

const entry = (bytes: number, more: Partial<BundledEntry> = {}): BundledEntry =>
  ({ name: `${bytes}`, bytes, storedBytes: bytes, lastRun: 1, costMs: null, ...more }) as BundledEntry;

const entries = [entry(600e6), entry(400e6)];
const unlimited = { limitBytes: undefined, heldBytes: 0, holdsTarget: true };

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
  const unpacking = chooseUnpacking(entries, { ...unlimited, freeBytes: 100e9, limitBytes });
  expect([unpacking.how, unpacking.entries.length]).toEqual([how, count]);
});

test.each([
  [2.2e9, "raw"],
  [1.4e9, "compact"],
])("the same on a disk of its own with %d bytes free: %s, since no products come there", (free, how) => {
  const room = { ...unlimited, freeBytes: free, holdsTarget: false };
  expect(chooseUnpacking(entries, room)).toMatchObject({ how, entries });
});

test.each([
  ["half full", 5e9, undefined, "raw", true],
  ["full", 10.7e9, undefined, "compact", false],
  ["full to a limit of the user's", 20e9, 20e9, "compact", false],
])(
  "a machine's own directory that is %s: other projects do not pay for raw entries",
  (_what, heldBytes, limitBytes, how, raw) => {
    const room = { freeBytes: 100e9, limitBytes, heldBytes, holdsTarget: true };
    expect(chooseUnpacking(entries, room)).toMatchObject({ how, entries });
    expect(mayWriteRaw(1e9, room, 500e6)).toBe(raw);
  },
);

test("entries that sccache had compressed take about as much again", () => {
  const compressed = [entry(1e9, { storedBytes: 0.15e9 })];
  expect(chooseUnpacking(compressed, { ...unlimited, freeBytes: 100e9, limitBytes: 0.2e9 })).toMatchObject({
    how: "compact",
  });
  const half = [entry(1e9, { storedBytes: 0.5e9 })];
  const howWithin = (limitBytes: number) =>
    chooseUnpacking(half, { ...unlimited, freeBytes: 100e9, limitBytes }).how;
  expect([0.56e9, 0.5e9].map(howWithin)).toEqual(["compact", "none"]);
});

test("what is used last and took longest to compile is restored first", () => {
  const some = [
    entry(100e6, { name: "old", lastRun: 1, costMs: 900 }),
    entry(100e6, { name: "cheap", lastRun: 2, costMs: 1 }),
    entry(100e6, { name: "dear", lastRun: 2, costMs: 800 }),
  ];
  const names = (limitBytes: number) =>
    chooseUnpacking(some, { ...unlimited, freeBytes: 100e9, limitBytes }).entries.map(({ name }) => name);
  expect(names(36e6)).toEqual(["dear"]);
  expect(names(71e6)).toEqual(["dear", "cheap"]);
});

test.each([
  ["the disk", 2.4e9, undefined, "disk"],
  ["the user", 100e9, 0.25e9, "cache-size"],
  ["the disk more than the user", 2.4e9, 0.9e9, "disk"],
])("what limits is %s", (_what, freeBytes, limitBytes, limitedBy) => {
  expect(chooseUnpacking(entries, { ...unlimited, freeBytes, limitBytes })).toMatchObject({ limitedBy });
});

test("nothing to restore is no reason to complain", () => {
  expect(chooseUnpacking([], { freeBytes: 0, ...unlimited })).toMatchObject({ how: "compact", entries: [] });
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
  expect(mayWriteRaw(restoredBytes, { ...unlimited, freeBytes: free, limitBytes }, 500e6)).toBe(expected);
});

test("in an empty directory nothing is pushed out, however large a bundle may be", () => {
  expect(mayWriteRaw(0, { ...unlimited, freeBytes: 100e9 }, 2e9)).toBe(true);
  expect(mayWriteRaw(0, { ...unlimited, freeBytes: 100e9, heldBytes: 1 }, 2e9)).toBe(false);
});
