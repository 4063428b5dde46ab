import { expect, test } from "vitest";
import { about } from "../../../test/bundle/bundles.ts";
import { nameFor } from "../../../test/bundle/made-up-entries.ts";
import { ago, contentsLines, labelsOf } from "./inspect.ts";

const now = 1_700_000_000;
const segment = (offset: number) => ({ offset, bytes: 1000, rawBytes: 10_000, sha256: "0".repeat(64) });
const entry = (seed: number, label: string | null, bytes: number, segment: number) => ({
  name: nameFor(seed),
  label,
  bytes,
  storedBytes: 1,
  lastUse: now - seed * 3600,
  runs: 1,
  lastRun: 0,
  language: null,
  costMs: null,
  prints: null,
  segment,
});
const manifest = {
  ...about,
  created: now - 7200,
  level: 3,
  segments: [segment(0), segment(1000)],
  entries: [
    entry(1, "syn", 2000, 0),
    entry(30, "serde", 6000, 0),
    entry(3, "syn", 8000, 1),
    entry(4, null, 100, 1),
  ],
};

test("entries are summed up by crate, the largest first, by their share of the bundle", () => {
  expect(labelsOf(manifest)).toEqual([
    { label: "syn", entries: 2, rawBytes: 10_000, bundleBytes: 1000, lastUse: now - 3600 },
    { label: "serde", entries: 1, rawBytes: 6000, bundleBytes: 600, lastUse: now - 30 * 3600 },
    { label: null, entries: 1, rawBytes: 100, bundleBytes: 10, lastUse: now - 4 * 3600 },
  ]);
});

test("the summary for people", () => {
  expect(contentsLines(manifest, { fileBytes: 2500 }, now * 1000)).toMatchInlineSnapshot(`
    [
      "creator     test 1.0.0, 2 hours ago",
      "sccache     0.16.0",
      "environment RUSTFLAGS",
      "size        2.50 kB, 20.0 kB decoded: 8.0 to 1",
      "",
      "crate      entries  decoded  in bundle     last use",
      "syn              2  10.0 kB    1.00 kB   1 hour ago",
      "serde            1  6.00 kB      600 B    1 day ago",
      "(no name)        1    100 B       10 B  4 hours ago",
      "all              4  20.0 kB    2.50 kB",
      "",
      "segment  entries  decoded  in bundle  ratio",
      "0              2  10.0 kB    1.00 kB   10.0",
      "1              2  10.0 kB    1.00 kB   10.0",
    ]
  `);
});

test.each([
  [0, "just now"],
  [59, "just now"],
  [60, "1 minute ago"],
  [119, "1 minute ago"],
  [3600, "1 hour ago"],
  [86_399, "23 hours ago"],
  [86_400 * 2.5, "2 days ago"],
  [-50, "just now"],
])("%d seconds before are %s", (seconds, text) => {
  expect(ago(now - seconds, now * 1000)).toBe(text);
});
