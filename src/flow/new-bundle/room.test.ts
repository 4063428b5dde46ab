import { describe, expect, test } from "vitest";
import { parseConfig } from "../../config/parse-config.ts";
import type { Log } from "../../log.ts";
import type { Repository } from "../../store/github/repository.ts";
import { StoreError } from "../../store/store.ts";
import type { StoredBundle } from "../../stored-bundle.ts";
import { findExcess, isTight, roomFor, type Saver, type Surveyed, survey } from "./room.ts";

const hour = 3_600_000;
const nowMs = 100 * hour;
const main = "refs/heads/main";
const keyOf = (job: string, digest: string, toolchain = "rust1.95.0") =>
  `sccache-linux-x64-${toolchain}-ci.${job}-any-${"0".repeat(16)}-${digest.padEnd(12, "0")}`;

const cache = (key: string, atHour: number, more: Partial<StoredBundle> = {}): StoredBundle => ({
  id: key,
  key,
  ref: main,
  bytes: 100,
  savedAtMs: atHour * hour,
  lastReadAtMs: atHour * hour,
  ...more,
});
const configOf = (inputs: Record<string, string> = {}) => {
  const given: Record<string, string> = {
    "max-size": "400",
    "repository-limit": "1000",
    reserve: "50",
    ...inputs,
  };
  return parseConfig((name) => given[name] ?? "");
};
const saver = (ancestors: string[], inputs: Record<string, string> = {}): Saver => ({
  config: configOf(inputs),
  most: { budgetBytes: 400, limitedBy: "max-size" },
  ancestors,
  isFamily: (key) => key.startsWith("sccache-linux-x64-rust1.95.0-ci.build-"),
  ref: main,
  defaultRef: main,
  nowMs,
});
const holding = (...bundles: StoredBundle[]): Surveyed => ({
  bundles,
  complete: true,
  totalBytes: bundles.reduce((sum, { bytes }) => sum + bytes, 0),
});

describe("roomFor", () => {
  const own = cache(keyOf("build", "a"), 1);

  test("nobody has to be minded where nothing was asked", () => {
    for (const found of [undefined, "refused"] as const) {
      expect(roomFor(found, saver([]))).toMatchObject({ budgetBytes: 400, why: undefined });
    }
  });

  test("an ancestor that GitHub would evict first makes room", () => {
    const theirs = cache("theirs", 50, { bytes: 700 });
    expect(roomFor(holding(own, theirs), saver([own.key]))).toMatchObject({ budgetBytes: 250 });
  });

  test("an ancestor that was read after others' entries does not: theirs would be evicted first", () => {
    const theirs = cache("theirs", 50, { bytes: 700 });
    const read = { ...own, lastReadAtMs: 60 * hour };
    const found = roomFor(holding(read, theirs), saver([own.key]));
    expect(found).toMatchObject({
      budgetBytes: 200,
      limitedBy: "repository",
      why: "caches in use hold 700 B of the repository's 1.00 kB",
    });
  });

  test("a bundle of another job that an ancestor once fell back to makes none: that job needs it", () => {
    const weekly = cache(keyOf("weekly", "b"), 1, { bytes: 300 });
    const mine = cache(keyOf("build", "a"), 99, { bytes: 300 });
    const theirs = cache("theirs", 90, { bytes: 400 });
    const found = holding(weekly, mine, theirs);
    expect(roomFor(found, saver([mine.key, weekly.key]))).toMatchObject({ budgetBytes: 0 });
    const uploaded = cache(keyOf("build", "c"), 99.5, { bytes: 100 });
    expect(
      findExcess(holding(weekly, mine, theirs, uploaded), uploaded.key, saver([mine.key, weekly.key])),
    ).toBe(uploaded);
  });

  test("the report calls all bundles of the prefix ours, those that other jobs need too", () => {
    const others = [cache(keyOf("weekly", "b"), 98, { bytes: 300 }), cache("theirs", 99, { bytes: 400 })];
    expect(roomFor(holding(own, ...others), saver([own.key])).report).toEqual({
      ...{ oursBytes: own.bytes + 300, othersBytes: 400 },
      ...{ limitBytes: 1000, freeBytes: 1000 - 700 - own.bytes },
    });
  });

  test("what keep-last keeps makes no room", () => {
    const theirs = cache("theirs", 50, { bytes: 700 });
    expect(roomFor(holding(own, theirs), saver([own.key], { "keep-last": "2" }))).toMatchObject({
      budgetBytes: 150,
    });
  });

  test("the same job's bundle of an older toolchain makes room once nobody has read it for a day", () => {
    const older = cache(keyOf("build", "b", "rust1.94.0"), 10, { bytes: 500 });
    const newer = cache(keyOf("build", "c"), 90, { bytes: 300 });
    expect(roomFor(holding(older, newer), saver([]))).toMatchObject({ budgetBytes: 400 });
    const read = { ...older, lastReadAtMs: 99 * hour };
    expect(roomFor(holding(read, newer), saver([]))).toMatchObject({ budgetBytes: 150 });
  });

  test("the least of all limits is named, with why", () => {
    const overlay = { ...saver([]), most: { budgetBytes: 300, limitedBy: "overlay" } } as const;
    expect(roomFor(undefined, overlay)).toMatchObject({
      ...{
        budgetBytes: 300,
        limitedBy: "overlay",
        why: expect.stringMatching(/half of what its base takes/),
      },
    });
    const theirs = cache("theirs", 50, { bytes: 700 });
    expect(roomFor(holding(theirs), overlay)).toMatchObject({ budgetBytes: 250, limitedBy: "repository" });
    expect(roomFor(holding(own), saver([]))).toMatchObject({ limitedBy: "max-size", why: undefined });
  });

  test("keys of another prefix are others'", () => {
    const other = cache("mine-linux-x64-rust1.94.0-ci.build-any-0-000000000000", 1, { bytes: 900 });
    expect(roomFor(holding(other), saver([other.key.replace("mine", "sccache")]))).toMatchObject({
      budgetBytes: 50,
    });
  });
});

describe("jobs that end together", () => {
  const first = cache(keyOf("one", "1"), 99, { bytes: 300 });
  const second = cache(keyOf("two", "2"), 99.5, { bytes: 300 });
  const theirs = cache("theirs", 1, { bytes: 500 });

  test("a look after the upload is due where twenty of them would not fit", () => {
    expect(isTight(holding(theirs), saver([]).config, 20)).toBe(false);
    expect(isTight(holding(theirs), saver([]).config, 26)).toBe(true);
    expect(isTight(undefined, saver([]).config, 1e9)).toBe(false);
  });

  test("the last one takes its bundle back, and only that one", () => {
    const found = holding(theirs, first, second);
    expect(findExcess(found, second.key, saver([]))).toBe(second);
    expect(findExcess(found, first.key, saver([]))).toBeUndefined();
  });

  test("a listing that does not know the new bundle yet says nothing", () => {
    expect(findExcess(holding(theirs, first), second.key, saver([]))).toBeUndefined();
  });
});

describe("survey", () => {
  async function ask(repository: Partial<Repository> | undefined) {
    const notices: string[] = [];
    const quiet = () => {};
    const log: Log = { debug: quiet, info: quiet, warning: quiet, notice: (text) => notices.push(text) };
    const unasked = () => Promise.reject<never>(new Error("nobody needs it"));
    const full = repository && { survey: unasked, usage: unasked, leastRecent: unasked, ...repository };
    return { found: await survey(configOf(), { log, repository: full }), notices };
  }

  test("where the most that all may take leaves enough room, nothing more is asked", async () => {
    const cut = { known: [cache("theirs", 1)], complete: false, leastBytes: 100, mostBytes: 550 };
    expect(await ask({ survey: async () => cut })).toMatchObject({ found: { totalBytes: 550 } });
  });

  test.each([
    ["what all take", 700, 700],
    ["more than there can be: it is old", 5000, 900],
    ["less than there is: it is old", 7, 100],
  ])("where it may not, the usage decides: %s", async (_title, usage, totalBytes) => {
    const cut = { known: [cache("theirs", 1)], complete: false, leastBytes: 100, mostBytes: 900 };
    const leastRecent = async () => [];
    const asked = await ask({ survey: async () => cut, usage: async () => usage, leastRecent });
    expect(asked).toMatchObject({ found: { totalBytes } });
  });

  test("where that is not enough either, what GitHub evicts first makes room", async () => {
    const mine = cache(keyOf("build", "a"), 1, { bytes: 80 });
    const large = cache("large", 50, { bytes: 500 });
    const cut = { known: [large], complete: false, leastBytes: 500, mostBytes: 5000 };
    const leastRecent = async () => [mine, cache("next", 2, { bytes: 60 }), { ...large }];
    const { found } = await ask({ survey: async () => cut, usage: async () => 960, leastRecent });
    expect(found).toMatchObject({ totalBytes: 960, bundles: { length: 3 } });
    expect(roomFor(found, saver([mine.key]))).toMatchObject({ budgetBytes: 70 });
    expect(roomFor(found, saver([]))).toMatchObject({ budgetBytes: 0 });
  });

  test.each([
    { reason: "denied" as const, says: ["`permissions: actions: read`", "`actions: write`"] },
    { reason: "unavailable" as const, says: ["not known", "not deleted now"] },
  ])("$reason: max-size alone counts, and one notice says why", async ({ reason, says }) => {
    const { found, notices } = await ask({ survey: () => Promise.reject(new StoreError("no", { reason })) });
    expect(found).toBe("refused");
    expect(notices).toHaveLength(1);
    for (const word of says) expect(notices[0]).toContain(word);
  });

  test("an error of ours is thrown", async () => {
    await expect(ask({ survey: () => Promise.reject(new TypeError("a bug")) })).rejects.toThrow("a bug");
  });
});
