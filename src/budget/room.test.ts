import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StoredBundle } from "../stored-bundle.ts";
import { tighter } from "./budget.ts";
import {
  findSuperseded,
  type KeyIdentity,
  mustTakeBack,
  reclaimableBytes,
  replacedBy,
  roomIn,
} from "./room.ts";

const hour = 3_600_000;
const nowMs = 1000 * hour;
const main = "refs/heads/main";
const queue = "refs/heads/gh-readonly-queue/main/pr-7-0123abc";

/** Keys of this test: `ours-JOB-TOOLCHAIN-DIGEST`; `JOB` may end with its matrix job, as in `a.1`. */
function identify(key: string): KeyIdentity | undefined {
  const [prefix, job = "", toolchain] = key.split("-");
  const [wholeJob = ""] = job.split(".");
  return prefix === "ours" ? { family: `${job}-${toolchain}`, job, wholeJob } : undefined;
}

const entry = (key: string, savedHoursAgo: number, more: Partial<StoredBundle> = {}): StoredBundle => ({
  ...{ key, ref: main, bytes: 100, savedAtMs: nowMs - savedHoursAgo * hour },
  ...{ lastReadAtMs: nowMs - savedHoursAgo * hour, ...more },
});
const isReplaced = ({ key, ref }: StoredBundle) => key.endsWith("-parent") && ref === main;
const facts = { identify, isReplaced, ref: main, defaultRef: main, nowMs };
const readHoursAgo = (hours: number) => ({ lastReadAtMs: nowMs - hours * hour });

describe("superseded are", () => {
  test.each<[string, readonly StoredBundle[], readonly string[]]>([
    [
      "what the new one replaces at once",
      [entry("ours-a-1-parent", 5, readHoursAgo(0))],
      ["ours-a-1-parent"],
    ],
    ["bundles that a newer one hides", [entry("ours-a-1-x", 3), entry("ours-a-1-y", 2)], ["ours-a-1-x"]],
    ["… once nobody reads them", [entry("ours-a-1-x", 3, readHoursAgo(0.9)), entry("ours-a-1-y", 2)], []],
    ["… not by another ref's", [entry("ours-a-1-x", 3), entry("ours-a-1-y", 2, { ref: "refs/heads/x" })], []],
    [
      "… not by one of another version, which other jobs do not find",
      [entry("ours-a-1-x", 3, { version: "gzip" }), entry("ours-a-1-y", 2, { version: "zstd" })],
      [],
    ],
    ["older toolchains after a day", [entry("ours-a-1-x", 25), entry("ours-a-2-y", 2)], ["ours-a-1-x"]],
    ["… not before", [entry("ours-a-1-x", 23), entry("ours-a-2-y", 2)], []],
    ["… not while they are read", [entry("ours-a-1-x", 99, readHoursAgo(20)), entry("ours-a-2-y", 2)], []],
    [
      "… not when saved since, whatever a clock says of reads",
      [entry("ours-a-1-x", 20, readHoursAgo(99)), entry("ours-a-2-y", 2)],
      [],
    ],
    ["… not of another job", [entry("ours-a-1-x", 99), entry("ours-b-2-y", 2)], []],
    [
      "matrix jobs without which their job has run from one day to the next",
      [entry("ours-a.1-1-x", 99), entry("ours-a.2-1-y", 25)],
      ["ours-a.1-1-x"],
    ],
    ["… not while others wait for their turn", [entry("ours-a.1-1-x", 99), entry("ours-a.2-1-y", 23)], []],
    ["… not by the same run", [entry("ours-a.1-1-x", 48), entry("ours-a.2-1-y", 25)], []],
    [
      "… not while they are read",
      [entry("ours-a.1-1-x", 99, readHoursAgo(48)), entry("ours-a.2-1-y", 25)],
      [],
    ],
    ["… not for another job's", [entry("ours-a.1-1-x", 99), entry("ours-b.2-1-y", 25)], []],
    ["other refs' after a day", [entry("ours-a-1-x", 25, { ref: "refs/pull/7/merge" })], ["ours-a-1-x"]],
    ["other tags' at once", [entry("ours-a-1-x", 0, { ref: "refs/tags/v1" })], ["ours-a-1-x"]],
    ["merge queues' at once", [entry("ours-a-1-x", 0, { ref: queue })], ["ours-a-1-x"]],
    ["never the newest of the default branch", [entry("ours-a-1-x", 160)], []],
    ["never other tools'", [entry("v0-rust-x", 160, { ref: "refs/heads/gone" }), entry("v0-rust-y", 2)], []],
  ])("%s", (_title, entries, keys) => {
    const found = findSuperseded(entries, facts);
    expect([...found].map(({ key }) => key)).toEqual(keys);
  });
});

test("what a ref saved that is not known is never superseded for its age", () => {
  const { ref: _, ...old } = entry("ours-a-1-x", 160);
  expect(findSuperseded([old], facts)).toEqual(new Set());
});

test("a tag's own bundle is not superseded while its own job runs", () => {
  const tag = "refs/tags/v1";
  const own = entry("ours-a-1-x", 0, { ref: tag });
  expect(findSuperseded([own], { ...facts, ref: tag })).toEqual(new Set());
});

describe("a new bundle replaces", () => {
  const isFamily = (key: string) => key.startsWith("ours-a-1-");
  test.each<[string, StoredBundle, boolean]>([
    ["its ancestors", entry("ours-a-1-parent", 5), true],
    ["not another ref's of the same name", entry("ours-a-1-parent", 5, { ref: "refs/heads/x" }), false],
    ["not another job's that it fell back to", entry("ours-b-1-parent", 5), false],
    ["not what it has not taken into account", entry("ours-a-1-x", 5), false],
  ])("%s", (_title, one, wanted) => {
    const ancestors = ["ours-a-1-parent", "ours-b-1-parent"];
    expect(replacedBy({ ancestors, isFamily, ref: main })(one)).toBe(wanted);
  });
});

const some = fc
  .array(
    fc.record({
      bytes: fc.nat(1000),
      savedAtMs: fc.nat(100),
      lastReadAtMs: fc.nat(100),
      isSuperseded: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.map((one, i) => ({ ...one, key: `k${i}` })));

describe("roomIn", () => {
  const options = fc.record({
    maxSizeBytes: fc.nat(2000),
    repositoryLimitBytes: fc.nat(20_000),
    reserveBytes: fc.nat(500),
  });

  const listed = fc.option(fc.array(fc.nat(29)), { nil: undefined });

  test("an upload within it makes GitHub evict nothing but superseded bundles", () => {
    fc.assert(
      fc.property(some, options, fc.nat(100), listed, (entries, given, unlistedBytes, ranks) => {
        const superseded = new Set(entries.filter(({ isSuperseded }) => isSuperseded));
        const byUse = entries.toSorted(
          (a, b) => Math.max(a.savedAtMs, a.lastReadAtMs) - Math.max(b.savedAtMs, b.lastReadAtMs),
        );
        // All entries, or the least recently used ones beside some of the others.
        const known = byUse.filter((_, rank) => ranks === undefined || rank < 5 || ranks.includes(rank));
        const hidden = byUse.reduce((sum, one) => sum + (known.includes(one) ? 0 : one.bytes), 0);
        const leastRecent = ranks && byUse.slice(0, 5);
        const listing = { entries: known, unlistedBytes: unlistedBytes + hidden, leastRecent };
        const most = { budgetBytes: given.maxSizeBytes, limitedBy: "max-size" } as const;
        const { budgetBytes } = tighter(most, roomIn(listing, superseded, given));
        expect(budgetBytes).toBeLessThanOrEqual(given.maxSizeBytes);
        if (budgetBytes === 0) return;
        let held = entries.reduce((sum, { bytes }) => sum + bytes, 0) + unlistedBytes + budgetBytes;
        for (const { bytes, isSuperseded } of byUse) {
          if (held <= given.repositoryLimitBytes) break;
          expect(isSuperseded).toBe(true);
          held -= bytes;
        }
        expect(held).toBeLessThanOrEqual(given.repositoryLimitBytes);
      }),
    );
  });

  test("an entry that is not listed may be the first to be evicted", () => {
    const entries = [entry("ours-a-1-x", 9)];
    expect(reclaimableBytes({ entries, unlistedBytes: 0 }, new Set(entries))).toBe(100);
    expect(reclaimableBytes({ entries, unlistedBytes: 1 }, new Set(entries))).toBe(0);
  });

  test("… unless GitHub says which come first: up to the first one that somebody needs", () => {
    const [old, theirs, young] = [entry("ours-a-1-x", 9), entry("theirs", 8), entry("ours-b-1-x", 7)];
    const listing = { entries: [theirs, young, old], unlistedBytes: 500, leastRecent: [old, theirs, young] };
    expect(reclaimableBytes(listing, new Set([old, young]))).toBe(100);
    expect(reclaimableBytes(listing, new Set([young]))).toBe(0);
    expect(reclaimableBytes(listing, new Set([old, theirs, young]))).toBe(300);
  });
});

describe("mustTakeBack", () => {
  test("of jobs that end together the first ones are kept, as many as fit", () => {
    const others = entry("other", 30, { bytes: 7000 });
    const legs = Array.from({ length: 20 }, (_, i) => entry(`ours-leg${i}-1-x`, 0, { bytes: 300 }));
    const entries = [others, ...legs];
    const limits = { superseded: new Set<StoredBundle>(), limitBytes: 9000 };
    const kept = legs.filter((own) => !mustTakeBack({ entries, unlistedBytes: 0 }, own, limits));
    expect(kept).toHaveLength(6);
  });

  test("of one instant the one with the smaller number is kept, which the other may not have seen yet", () => {
    const legs = ["10", "9"].map((id) => entry(`ours-leg${id}-1-x`, 0, { id, bytes: 600 }));
    const limits = { superseded: new Set<StoredBundle>(), limitBytes: 1000 };
    const kept = legs.filter((own) => !mustTakeBack({ entries: legs, unlistedBytes: 0 }, own, limits));
    expect(kept.map(({ id }) => id)).toEqual(["9"]);
  });

  test("… without numbers the first by code units is kept, whatever the machine's language", () => {
    const legs = ["ours-a-1-x", "ours-B-1-x"].map((key) => entry(key, 0, { bytes: 600 }));
    const limits = { superseded: new Set<StoredBundle>(), limitBytes: 1000 };
    const kept = legs.filter((own) => !mustTakeBack({ entries: legs, unlistedBytes: 0 }, own, limits));
    expect(kept.map(({ key }) => key)).toEqual(["ours-B-1-x"]);
  });

  test("nothing is taken back while only superseded bundles would be evicted", () => {
    const old = entry("ours-a-1-x", 30, { bytes: 500 });
    const own = entry("ours-a-1-y", 0, { bytes: 500 });
    const listing = { entries: [old, own, entry("other", 20, { bytes: 300 })], unlistedBytes: 0 };
    const limit = { limitBytes: 1000 };
    expect(mustTakeBack(listing, own, { ...limit, superseded: new Set([old]) })).toBe(false);
    expect(mustTakeBack(listing, own, { ...limit, superseded: new Set() })).toBe(true);
  });
});
