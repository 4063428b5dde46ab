import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryStore } from "../../test/contract/memory-store.ts";
import { recordingLog, silent } from "../../test/logs.ts";
import { testFolder } from "../../test/test-folder.ts";
import type { StoredBundle } from "../stored-bundle.ts";
import { DamagedBundleError } from "./error-kinds.ts";
import { levelled, levelsCatalog, repositoryInLevels } from "./levels.ts";
import { type Catalog, plainTraits, type Store, StoreError } from "./store.ts";

const down = new StoreError("down: it cannot be reached", { reason: "unavailable", retryable: true });
const fail = () => Promise.reject(down);
const dead: Store = { label: "dead", traits: plainTraits, lookup: fail, fetch: fail, put: fail };
const chain = (key: string, ...fallbacks: string[]) => ({ key, fallbacks });

/** Every bundle may be written to another level. */
const isOwn = () => true;

async function setUp() {
  const folder = await testFolder();
  const near = memoryStore("near");
  const far = memoryStore("far");
  const log = recordingLog();
  const put = async (store: Store, key: string, body = "body") => {
    await writeFile(join(folder, "from"), body);
    return store.put(key, join(folder, "from"));
  };
  const into = join(folder, "into");
  return { near, far, log, put, into, from: join(folder, "from") };
}

test("the first level that hits answers, and those before it are filled", async () => {
  const { near, far, log, put, into } = await setUp();
  const middle = memoryStore("middle");
  const store = levelled([near, middle, far], { log, isOwn });
  await put(far, "a-1", "from afar");
  expect(await store.lookup(chain("a-"))).toEqual({ kind: "hit", key: "a-1" });
  expect(await near.lookup(chain("a-1"))).toEqual({ kind: "miss" });

  expect(await store.fetch(chain("x", "a-"), into)).toEqual({ kind: "hit", key: "a-1", bytes: 9 });
  expect(await readFile(into, "utf8")).toBe("from afar");
  for (const level of [near, middle]) expect(await level.lookup(chain("a-1"))).toMatchObject({ kind: "hit" });
  expect(log.lines).toEqual([
    "info: far: has a-1",
    "info: near: filled with a-1",
    "info: middle: filled with a-1",
  ]);
});

test("a nearer match wins, whatever is further away", async () => {
  const { near, far, log, put, into } = await setUp();
  await put(near, "a-1", "near");
  await put(far, "a-2", "newer");
  expect(await levelled([near, far], { log, isOwn }).fetch(chain("a-2", "a-"), into)).toMatchObject({
    key: "a-1",
  });
  expect(await far.lookup(chain("a-1"))).toEqual({ kind: "miss" });
});

test("a level in trouble is passed over, and neither filled nor forgotten", async () => {
  const { far, log, put, into } = await setUp();
  await put(far, "a", "body");
  const store = levelled([dead, far], { log, isOwn });
  expect(await store.lookup(chain("a"))).toMatchObject({ kind: "hit" });
  expect(await store.fetch(chain("a"), into)).toMatchObject({ kind: "hit" });
  expect(await store.lookup(chain("b"))).toEqual({ kind: "miss" });
  const warnings = log.lines.filter((line) => line.startsWith("warning: "));
  expect(warnings).toEqual(["warning: down: it cannot be reached: going on with the next level"]);
  expect(log.lines.filter((line) => line.includes("not filled"))).toEqual([]);
});

test("a furthest level in trouble is said where the others have nothing: that is no miss like others", async () => {
  const { near, log, into } = await setUp();
  const store = levelled([near, dead], { log, isOwn });
  expect(await store.lookup(chain("a"))).toEqual({ kind: "miss" });
  expect(await store.fetch(chain("a"), into)).toEqual({ kind: "miss" });
  expect(log.lines).toEqual(["warning: down: it cannot be reached: no bundle in the levels that answered"]);
});

test("a fill that fails does not fail the fetch", async () => {
  const { near, far, log, put, into } = await setUp();
  await put(far, "a", "body");
  const full = () => Promise.reject(new StoreError("near: no room", { reason: "full" }));
  expect(await levelled([{ ...near, put: full }, far], { log, isOwn }).fetch(chain("a"), into)).toMatchObject(
    {
      kind: "hit",
    },
  );
  expect(log.lines.at(-1)).toBe("notice: near: no room: it was not filled with a");
});

test("a fill that takes too long is given up", async () => {
  const { near, far, log, put, into } = await setUp();
  await put(far, "a", "body");
  const never: Store["put"] = (_key, _from, call) =>
    new Promise((_stored, failed) => {
      call?.signal?.addEventListener("abort", () => failed(call.signal?.reason));
    });
  const store = levelled([{ ...near, put: never }, far], { log, isOwn, fillMs: 20 });
  expect(await store.fetch(chain("a"), into)).toMatchObject({ kind: "hit" });
  expect(log.lines.at(-1)).toBe("notice: near: no end after 0.02 s: it was not filled with a");
});

test("a transfer that fails goes on with the next level", async () => {
  const { near, far, log, put, into } = await setUp();
  for (const store of [near, far]) await put(store, "a", "body");
  expect(
    await levelled([{ ...near, fetch: fail }, far], { log, isOwn }).fetch(chain("a"), into),
  ).toMatchObject({
    kind: "hit",
  });
});

test("without any answer there is an error of all", async () => {
  const { log, into, from } = await setUp();
  await writeFile(from, "body");
  const store = levelled([dead, dead], { log, isOwn });
  for (const call of [
    () => store.lookup(chain("a")),
    () => store.fetch(chain("a"), into),
    () => store.put("a", from),
  ]) {
    await expect(call()).rejects.toMatchObject({
      name: "StoreError",
      reason: "unavailable",
      message: "down: it cannot be reached; down: it cannot be reached",
    });
  }
});

const damagedAt = (key: string, isCertain = true): Store => ({
  ...dead,
  fetch: () => Promise.reject(new DamagedBundleError(`broken: ${key} is damaged`, { key, isCertain })),
});

test.each([
  ["the others have none", (near: Store) => [damagedAt("a"), near], true],
  ["another has it, as damaged", () => [damagedAt("a"), damagedAt("a")], true],
  ["another one does not answer, which may have a sound one", () => [damagedAt("a"), dead], false],
  ["another has another one, and may have this one, too", () => [damagedAt("a"), damagedAt("b")], false],
  ["the level itself is not certain", (near: Store) => [near, damagedAt("a", false)], false],
])("a damaged bundle is an error where %s", async (_what, levels, isCertain) => {
  const { near, log, into } = await setUp();
  await expect(levelled(levels(near), { log, isOwn }).fetch(chain("a"), into)).rejects.toMatchObject({
    reason: "damaged",
    key: "a",
    isCertain,
  });
});

test("where another level has a sound one that is fetched", async () => {
  const { far, log, put, into } = await setUp();
  await put(far, "a");
  expect(await levelled([damagedAt("a"), far], { log, isOwn }).fetch(chain("a"), into)).toMatchObject({
    kind: "hit",
  });
});

test("a bug is no outage", async () => {
  const { near, log } = await setUp();
  const bug = { ...dead, lookup: () => Promise.reject(new TypeError("a bug")) };
  await expect(levelled([bug, near], { log, isOwn }).lookup(chain("a"))).rejects.toThrow(TypeError);
});

test.each([
  ["none had it", [], "stored"],
  ["the nearer one had it", ["near"], "stored"],
  ["the further one had it", ["far"], "taken"],
  ["all had it", ["near", "far"], "taken"],
])("a put goes to all levels: %s", async (_what, before, kind) => {
  const { near, far, log, put } = await setUp();
  for (const store of [near, far]) if (before.includes(store.label)) await put(store, "a");
  expect(await put(levelled([near, far], { log, isOwn }), "a")).toMatchObject({ kind });
  for (const store of [near, far]) expect(await store.lookup(chain("a"))).toMatchObject({ kind: "hit" });
});

test("a put succeeds when one level takes it, and the other's trouble is said", async () => {
  const { near, log, put } = await setUp();
  expect(await put(levelled([near, dead], { log, isOwn }), "a")).toEqual({ kind: "stored", bytes: 4 });
  expect(log.lines).toEqual(["warning: down: it cannot be reached: the bundle is in the other levels only"]);
});

test.each([
  [
    "what has ended well anywhere is said of the furthest level that answers",
    ["stored", "reserved"],
    "stored",
  ],
  ["a furthest level that has it decides", ["reserved", "taken"], "taken"],
  [
    "nothing is saved where an upload that has not ended holds the key in all",
    ["reserved", "reserved"],
    "reserved",
  ],
] as const)("%s", async (_what, kinds, kind) => {
  const { near, log, put } = await setUp();
  const levels = kinds.map((one): Store => {
    const stored = one === "stored" ? { kind: one, bytes: 4 } : { kind: one };
    return { ...near, put: async () => stored };
  });
  expect(await put(levelled(levels, { log, isOwn }), "a")).toMatchObject({ kind });
});

test("another ref's bundle is read, and not written to the levels before", async () => {
  const { near, far, log, put, into } = await setUp();
  await put(far, "a", "body");
  const ofMain: Store = {
    ...far,
    fetch: async (...asked) => {
      const found = await far.fetch(...asked);
      return found.kind === "hit" ? { ...found, ref: "refs/heads/main" } : found;
    },
  };
  const store = levelled([near, ofMain], { log, isOwn: (ref) => ref === "refs/pull/7/merge" });
  expect(await store.fetch(chain("a"), into)).toMatchObject({ kind: "hit" });
  expect(await near.lookup(chain("a"))).toEqual({ kind: "miss" });
});

test("a bundle is to fit into every level", async () => {
  const { near, far, log } = await setUp();
  const upTo = (maxBytes: number): Store => ({ ...near, traits: { ...plainTraits, maxBytes } });
  const mostIn = (...levels: Store[]) => levelled(levels, { log, isOwn }).traits.maxBytes;
  expect(mostIn(upTo(9), far, upTo(7))).toBe(7);
  expect(mostIn(near, far)).toBeUndefined();
});

test("a catalog of levels lists a bundle once and removes it from all", async () => {
  const { near, far, put } = await setUp();
  for (const store of [near, far]) await put(store, "a-1");
  await put(far, "a-2");
  const catalog = levelsCatalog([near, far], { log: silent });
  const { bundles: listed } = await catalog.list("a-");
  expect(listed.map(({ key }) => key).sort()).toEqual(["a-1", "a-2"]);
  for (const bundle of listed) expect(await catalog.remove(bundle)).toBe("removed");
  for (const bundle of listed) expect(await catalog.remove(bundle)).toBe("gone");
  for (const level of [near, far]) expect((await level.list("")).bundles).toEqual([]);
});

const listing = (bundles: readonly StoredBundle[], complete = true): Catalog => ({
  label: "listed",
  list: async () => ({ bundles, complete }),
  remove: async () => "gone",
});
const listed = (savedAtMs: number, lastReadAtMs?: number): StoredBundle => ({
  ...{ key: "a", bytes: 1, savedAtMs },
  ...(lastReadAtMs !== undefined && { lastReadAtMs }),
});

test.each([
  ["the latest of each", [listed(1, 9), listed(2, 8)], { savedAtMs: 2, lastReadAtMs: 9 }],
  [
    "no read where one level notes none, as that one may have been read later",
    [listed(1, 9), listed(2)],
    { savedAtMs: 2 },
  ],
])("the times of a bundle in several levels are %s", async (_what, levels, times) => {
  const catalog = levelsCatalog(
    levels.map((bundle) => listing([bundle])),
    { log: silent },
  );
  expect((await catalog.list("")).bundles).toEqual([
    { key: "a", bytes: 1, id: "[[0,null],[1,null]]", ...times },
  ]);
});

test("a listing of levels is complete only where that of each level is", async () => {
  const log = recordingLog();
  const unlisted: Catalog = { ...listing([]), list: () => Promise.reject(down) };
  const isComplete = async (...levels: Catalog[]) => (await levelsCatalog(levels, { log }).list("")).complete;
  expect(await isComplete(listing([]), listing([]))).toBe(true);
  expect(await isComplete(listing([]), listing([], false))).toBe(false);
  expect(await isComplete(listing([]), unlisted)).toBe(false);
  expect(log.lines).toEqual(["notice: down: it cannot be reached: its bundles are not listed"]);
  await expect(isComplete(unlisted, unlisted)).rejects.toBe(down);
  const ended = levelsCatalog([listing([]), unlisted], { log }).list("", { signal: AbortSignal.abort() });
  await expect(ended).rejects.toBe(down);
});

test("a bundle is removed where any level still had it, and each level is asked for its own", async () => {
  const asked: string[] = [];
  const holding = (name: string, answer: "removed" | "gone"): Catalog => ({
    ...listing([{ ...listed(1), id: name }]),
    remove: async ({ id }) => {
      asked.push(`${id}`);
      return answer;
    },
  });
  const catalog = levelsCatalog([holding("one", "removed"), listing([]), holding("two", "gone")], {
    log: silent,
  });
  for (const bundle of (await catalog.list("")).bundles) expect(await catalog.remove(bundle)).toBe("removed");
  expect(asked).toEqual(["one", "two"]);
});

test("what GitHub's repository tells is never all that the levels hold, and is removed from its own level", async () => {
  const github = memoryStore("github");
  const { put } = await setUp();
  await put(github, "a");
  const known = (await github.list("")).bundles;
  const repository = repositoryInLevels([
    undefined,
    {
      usage: async () => 7,
      leastRecent: async () => known,
      survey: async () => ({ known, complete: true, leastBytes: 4, mostBytes: 4 }),
    },
  ]);
  const survey = await repository?.survey();
  expect(survey).toMatchObject({ complete: false, leastBytes: 4, mostBytes: 4 });
  const catalog = levelsCatalog([undefined, github], { log: silent });
  for (const bundle of (await repository?.leastRecent()) ?? []) await catalog.remove(bundle);
  expect((await github.list("")).bundles).toEqual([]);
  expect(repositoryInLevels([undefined])).toBeUndefined();
});
